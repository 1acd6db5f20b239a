/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "../protobuf.ts";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["scatter"] || ($protobuf.roots["scatter"] = {});

export const auction = $root.auction = (() => {

    /**
     * Namespace auction.
     * @exports auction
     * @namespace
     */
    const auction = {};

    auction.Objective = (function() {

        /**
         * Properties of an Objective.
         * @typedef {Object} auction.Objective.$Properties
         * @property {number|null} [valuePerHour] Objective valuePerHour
         * @property {number|null} [penaltyPerStop] Objective penaltyPerStop
         * @property {boolean|null} [countsInconvenience] Objective countsInconvenience
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Objective.
         * @memberof auction
         * @interface IObjective
         * @augments auction.Objective.$Properties
         * @deprecated Use auction.Objective.$Properties instead.
         */

        /**
         * Shape of an Objective.
         * @typedef {auction.Objective.$Properties} auction.Objective.$Shape
         */

        /**
         * Constructs a new Objective.
         * @memberof auction
         * @classdesc Represents an Objective.
         * @constructor
         * @param {auction.Objective.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Objective = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Objective valuePerHour.
         * @member {number} valuePerHour
         * @memberof auction.Objective
         * @instance
         */
        Objective.prototype.valuePerHour = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Objective penaltyPerStop.
         * @member {number} penaltyPerStop
         * @memberof auction.Objective
         * @instance
         */
        Objective.prototype.penaltyPerStop = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Objective countsInconvenience.
         * @member {boolean} countsInconvenience
         * @memberof auction.Objective
         * @instance
         */
        Objective.prototype.countsInconvenience = false;

        /**
         * Encodes the specified Objective message. Does not implicitly {@link auction.Objective.verify|verify} messages.
         * @function encode
         * @memberof auction.Objective
         * @static
         * @param {auction.Objective.$Properties} message Objective message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Objective.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.valuePerHour != null && $Object.hasOwnProperty.call(message, "valuePerHour") && (typeof message.valuePerHour === "object" ? message.valuePerHour.low || message.valuePerHour.high : message.valuePerHour !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).int64(message.valuePerHour);
            if (message.penaltyPerStop != null && $Object.hasOwnProperty.call(message, "penaltyPerStop") && (typeof message.penaltyPerStop === "object" ? message.penaltyPerStop.low || message.penaltyPerStop.high : message.penaltyPerStop !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).int64(message.penaltyPerStop);
            if (message.countsInconvenience != null && $Object.hasOwnProperty.call(message, "countsInconvenience") && message.countsInconvenience !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.countsInconvenience);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Objective message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Objective
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Objective & auction.Objective.$Shape} Objective
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Objective.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Objective();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.valuePerHour = value;
                        else
                            delete message.valuePerHour;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.penaltyPerStop = value;
                        else
                            delete message.penaltyPerStop;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.countsInconvenience = value;
                        else
                            delete message.countsInconvenience;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Objective;
    })();

    auction.Rates = (function() {

        /**
         * Properties of a Rates.
         * @typedef {Object} auction.Rates.$Properties
         * @property {string|null} [date] Rates date
         * @property {string|null} [currencies] Rates currencies
         * @property {Array.<number>|null} [perUnit] Rates perUnit
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Rates.
         * @memberof auction
         * @interface IRates
         * @augments auction.Rates.$Properties
         * @deprecated Use auction.Rates.$Properties instead.
         */

        /**
         * Shape of a Rates.
         * @typedef {auction.Rates.$Properties} auction.Rates.$Shape
         */

        /**
         * Constructs a new Rates.
         * @memberof auction
         * @classdesc Represents a Rates.
         * @constructor
         * @param {auction.Rates.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Rates = function (properties) {
            this.perUnit = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Rates date.
         * @member {string} date
         * @memberof auction.Rates
         * @instance
         */
        Rates.prototype.date = "";

        /**
         * Rates currencies.
         * @member {string} currencies
         * @memberof auction.Rates
         * @instance
         */
        Rates.prototype.currencies = "";

        /**
         * Rates perUnit.
         * @member {Array.<number>} perUnit
         * @memberof auction.Rates
         * @instance
         */
        Rates.prototype.perUnit = $util.emptyArray;

        /**
         * Encodes the specified Rates message. Does not implicitly {@link auction.Rates.verify|verify} messages.
         * @function encode
         * @memberof auction.Rates
         * @static
         * @param {auction.Rates.$Properties} message Rates message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Rates.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.date != null && $Object.hasOwnProperty.call(message, "date") && message.date !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.date);
            if (message.currencies != null && $Object.hasOwnProperty.call(message, "currencies") && message.currencies !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.currencies);
            if (message.perUnit != null && message.perUnit.length)
                writer.uint32(/* id 3, wireType 2 =*/26).doubles(message.perUnit);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Rates message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Rates
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Rates & auction.Rates.$Shape} Rates
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Rates.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Rates();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.date = value;
                        else
                            delete message.date;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.currencies = value;
                        else
                            delete message.currencies;
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.perUnit && message.perUnit.length))
                                message.perUnit = [];
                            reader.doubles(message.perUnit);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.perUnit && message.perUnit.length))
                            message.perUnit = [];
                        message.perUnit.push(reader.double());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Rates;
    })();

    auction.CallForBids = (function() {

        /**
         * Properties of a CallForBids.
         * @typedef {Object} auction.CallForBids.$Properties
         * @property {string|null} [searchId] CallForBids searchId
         * @property {string|null} [gateway] CallForBids gateway
         * @property {flights.FlightSearchRequest.$Properties|null} [search] CallForBids search
         * @property {number|null} [budgetMs] CallForBids budgetMs
         * @property {number|null} [sentAtMs] CallForBids sentAtMs
         * @property {auction.Objective.$Properties|null} [objective] CallForBids objective
         * @property {auction.Rates.$Properties|null} [rates] CallForBids rates
         * @property {auction.Notices.$Properties|null} [notices] CallForBids notices
         * @property {string|null} [ratesId] CallForBids ratesId
         * @property {string|null} [params] CallForBids params
         * @property {number|null} [lateAllowanceMs] CallForBids lateAllowanceMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CallForBids.
         * @memberof auction
         * @interface ICallForBids
         * @augments auction.CallForBids.$Properties
         * @deprecated Use auction.CallForBids.$Properties instead.
         */

        /**
         * Shape of a CallForBids.
         * @typedef {auction.CallForBids.$Properties} auction.CallForBids.$Shape
         */

        /**
         * Constructs a new CallForBids.
         * @memberof auction
         * @classdesc Represents a CallForBids.
         * @constructor
         * @param {auction.CallForBids.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CallForBids = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CallForBids searchId.
         * @member {string} searchId
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.searchId = "";

        /**
         * CallForBids gateway.
         * @member {string} gateway
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.gateway = "";

        /**
         * CallForBids search.
         * @member {flights.FlightSearchRequest.$Properties|null|undefined} search
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.search = null;

        /**
         * CallForBids budgetMs.
         * @member {number} budgetMs
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.budgetMs = 0;

        /**
         * CallForBids sentAtMs.
         * @member {number} sentAtMs
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.sentAtMs = 0;

        /**
         * CallForBids objective.
         * @member {auction.Objective.$Properties|null|undefined} objective
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.objective = null;

        /**
         * CallForBids rates.
         * @member {auction.Rates.$Properties|null|undefined} rates
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.rates = null;

        /**
         * CallForBids notices.
         * @member {auction.Notices.$Properties|null|undefined} notices
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.notices = null;

        /**
         * CallForBids ratesId.
         * @member {string} ratesId
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.ratesId = "";

        /**
         * CallForBids params.
         * @member {string|null|undefined} params
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.params = null;

        /**
         * CallForBids lateAllowanceMs.
         * @member {number} lateAllowanceMs
         * @memberof auction.CallForBids
         * @instance
         */
        CallForBids.prototype.lateAllowanceMs = 0;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(CallForBids.prototype, "_params", {
            get: $util.oneOfGetter($oneOfFields = ["params"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified CallForBids message. Does not implicitly {@link auction.CallForBids.verify|verify} messages.
         * @function encode
         * @memberof auction.CallForBids
         * @static
         * @param {auction.CallForBids.$Properties} message CallForBids message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CallForBids.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.searchId != null && $Object.hasOwnProperty.call(message, "searchId") && message.searchId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.searchId);
            if (message.gateway != null && $Object.hasOwnProperty.call(message, "gateway") && message.gateway !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.gateway);
            if (message.search != null && $Object.hasOwnProperty.call(message, "search"))
                $root.flights.FlightSearchRequest.encode(message.search, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.budgetMs != null && $Object.hasOwnProperty.call(message, "budgetMs") && message.budgetMs !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.budgetMs);
            if (message.sentAtMs != null && $Object.hasOwnProperty.call(message, "sentAtMs") && !$Object.is(message.sentAtMs, 0))
                writer.uint32(/* id 5, wireType 1 =*/41).double(message.sentAtMs);
            if (message.objective != null && $Object.hasOwnProperty.call(message, "objective"))
                $root.auction.Objective.encode(message.objective, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.rates != null && $Object.hasOwnProperty.call(message, "rates"))
                $root.auction.Rates.encode(message.rates, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.notices != null && $Object.hasOwnProperty.call(message, "notices"))
                $root.auction.Notices.encode(message.notices, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.ratesId != null && $Object.hasOwnProperty.call(message, "ratesId") && message.ratesId !== "")
                writer.uint32(/* id 9, wireType 2 =*/74).string(message.ratesId);
            if (message.params != null && $Object.hasOwnProperty.call(message, "params"))
                writer.uint32(/* id 12, wireType 2 =*/98).string(message.params);
            if (message.lateAllowanceMs != null && $Object.hasOwnProperty.call(message, "lateAllowanceMs") && message.lateAllowanceMs !== 0)
                writer.uint32(/* id 13, wireType 0 =*/104).uint32(message.lateAllowanceMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CallForBids message from the specified reader or buffer.
         * @function decode
         * @memberof auction.CallForBids
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.CallForBids & auction.CallForBids.$Shape} CallForBids
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CallForBids.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.CallForBids();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.searchId = value;
                        else
                            delete message.searchId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.gateway = value;
                        else
                            delete message.gateway;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.search = $root.flights.FlightSearchRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.search);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.budgetMs = value;
                        else
                            delete message.budgetMs;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.sentAtMs = value;
                        else
                            delete message.sentAtMs;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.objective = $root.auction.Objective.decode(reader, reader.size(), $undefined, _depth + 1, message.objective);
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.rates = $root.auction.Rates.decode(reader, reader.size(), $undefined, _depth + 1, message.rates);
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.notices = $root.auction.Notices.decode(reader, reader.size(), $undefined, _depth + 1, message.notices);
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.ratesId = value;
                        else
                            delete message.ratesId;
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.params = reader.stringVerify();
                        message._params = "params";
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.lateAllowanceMs = value;
                        else
                            delete message.lateAllowanceMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CallForBids;
    })();

    auction.Notices = (function() {

        /**
         * Properties of a Notices.
         * @typedef {Object} auction.Notices.$Properties
         * @property {Array.<string>|null} [kinds] Notices kinds
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Notices.
         * @memberof auction
         * @interface INotices
         * @augments auction.Notices.$Properties
         * @deprecated Use auction.Notices.$Properties instead.
         */

        /**
         * Shape of a Notices.
         * @typedef {auction.Notices.$Properties} auction.Notices.$Shape
         */

        /**
         * Constructs a new Notices.
         * @memberof auction
         * @classdesc Represents a Notices.
         * @constructor
         * @param {auction.Notices.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Notices = function (properties) {
            this.kinds = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Notices kinds.
         * @member {Array.<string>} kinds
         * @memberof auction.Notices
         * @instance
         */
        Notices.prototype.kinds = $util.emptyArray;

        /**
         * Encodes the specified Notices message. Does not implicitly {@link auction.Notices.verify|verify} messages.
         * @function encode
         * @memberof auction.Notices
         * @static
         * @param {auction.Notices.$Properties} message Notices message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Notices.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kinds != null && message.kinds.length)
                for (let i = 0; i < message.kinds.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.kinds[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Notices message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Notices
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Notices & auction.Notices.$Shape} Notices
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Notices.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Notices();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.kinds && message.kinds.length))
                            message.kinds = [];
                        message.kinds.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Notices;
    })();

    /**
     * BidStatus enum.
     * @name auction.BidStatus
     * @enum {number}
     * @property {number} BID_STATUS_UNSPECIFIED=0 BID_STATUS_UNSPECIFIED value
     * @property {number} BID_STATUS_OFFERS=1 BID_STATUS_OFFERS value
     * @property {number} BID_STATUS_EMPTY=2 BID_STATUS_EMPTY value
     * @property {number} BID_STATUS_DECLINED=3 BID_STATUS_DECLINED value
     * @property {number} BID_STATUS_FAILED=4 BID_STATUS_FAILED value
     */
    auction.BidStatus = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "BID_STATUS_UNSPECIFIED"] = 0;
        values[valuesById[1] = "BID_STATUS_OFFERS"] = 1;
        values[valuesById[2] = "BID_STATUS_EMPTY"] = 2;
        values[valuesById[3] = "BID_STATUS_DECLINED"] = 3;
        values[valuesById[4] = "BID_STATUS_FAILED"] = 4;
        return values;
    })();

    auction.Sheet = (function() {

        /**
         * Properties of a Sheet.
         * @typedef {Object} auction.Sheet.$Properties
         * @property {Array.<number>|null} [price] Sheet price
         * @property {Array.<number>|null} [currency] Sheet currency
         * @property {Array.<number>|null} [durationMinutes] Sheet durationMinutes
         * @property {Array.<number>|null} [departure] Sheet departure
         * @property {Array.<number>|null} [stops] Sheet stops
         * @property {Array.<string>|null} [itinerary] Sheet itinerary
         * @property {Array.<number>|null} [seller] Sheet seller
         * @property {Array.<Uint8Array>|null} [body] Sheet body
         * @property {Array.<string>|null} [currencies] Sheet currencies
         * @property {Array.<string>|null} [sellers] Sheet sellers
         * @property {Array.<number>|null} [mixed] Sheet mixed
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Sheet.
         * @memberof auction
         * @interface ISheet
         * @augments auction.Sheet.$Properties
         * @deprecated Use auction.Sheet.$Properties instead.
         */

        /**
         * Shape of a Sheet.
         * @typedef {auction.Sheet.$Properties} auction.Sheet.$Shape
         */

        /**
         * Constructs a new Sheet.
         * @memberof auction
         * @classdesc Represents a Sheet.
         * @constructor
         * @param {auction.Sheet.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Sheet = function (properties) {
            this.price = [];
            this.currency = [];
            this.durationMinutes = [];
            this.departure = [];
            this.stops = [];
            this.itinerary = [];
            this.seller = [];
            this.body = [];
            this.currencies = [];
            this.sellers = [];
            this.mixed = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Sheet price.
         * @member {Array.<number>} price
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.price = $util.emptyArray;

        /**
         * Sheet currency.
         * @member {Array.<number>} currency
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.currency = $util.emptyArray;

        /**
         * Sheet durationMinutes.
         * @member {Array.<number>} durationMinutes
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.durationMinutes = $util.emptyArray;

        /**
         * Sheet departure.
         * @member {Array.<number>} departure
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.departure = $util.emptyArray;

        /**
         * Sheet stops.
         * @member {Array.<number>} stops
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.stops = $util.emptyArray;

        /**
         * Sheet itinerary.
         * @member {Array.<string>} itinerary
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.itinerary = $util.emptyArray;

        /**
         * Sheet seller.
         * @member {Array.<number>} seller
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.seller = $util.emptyArray;

        /**
         * Sheet body.
         * @member {Array.<Uint8Array>} body
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.body = $util.emptyArray;

        /**
         * Sheet currencies.
         * @member {Array.<string>} currencies
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.currencies = $util.emptyArray;

        /**
         * Sheet sellers.
         * @member {Array.<string>} sellers
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.sellers = $util.emptyArray;

        /**
         * Sheet mixed.
         * @member {Array.<number>} mixed
         * @memberof auction.Sheet
         * @instance
         */
        Sheet.prototype.mixed = $util.emptyArray;

        /**
         * Encodes the specified Sheet message. Does not implicitly {@link auction.Sheet.verify|verify} messages.
         * @function encode
         * @memberof auction.Sheet
         * @static
         * @param {auction.Sheet.$Properties} message Sheet message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Sheet.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.price != null && message.price.length)
                writer.uint32(/* id 1, wireType 2 =*/10).int64s(message.price);
            if (message.currency != null && message.currency.length)
                writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.currency);
            if (message.durationMinutes != null && message.durationMinutes.length)
                writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.durationMinutes);
            if (message.departure != null && message.departure.length)
                writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.departure);
            if (message.stops != null && message.stops.length)
                writer.uint32(/* id 5, wireType 2 =*/42).uint32s(message.stops);
            if (message.itinerary != null && message.itinerary.length)
                for (let i = 0; i < message.itinerary.length; ++i)
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.itinerary[i]);
            if (message.seller != null && message.seller.length)
                writer.uint32(/* id 7, wireType 2 =*/58).uint32s(message.seller);
            if (message.body != null && message.body.length)
                for (let i = 0; i < message.body.length; ++i)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.body[i]);
            if (message.currencies != null && message.currencies.length)
                for (let i = 0; i < message.currencies.length; ++i)
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.currencies[i]);
            if (message.sellers != null && message.sellers.length)
                for (let i = 0; i < message.sellers.length; ++i)
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.sellers[i]);
            if (message.mixed != null && message.mixed.length)
                writer.uint32(/* id 11, wireType 2 =*/90).uint32s(message.mixed);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Sheet message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Sheet
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Sheet & auction.Sheet.$Shape} Sheet
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Sheet.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Sheet();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.price && message.price.length))
                                message.price = [];
                            reader.int64s(message.price);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.price && message.price.length))
                            message.price = [];
                        message.price.push(reader.int64());
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.currency && message.currency.length))
                                message.currency = [];
                            reader.uint32s(message.currency);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.currency && message.currency.length))
                            message.currency = [];
                        message.currency.push(reader.uint32());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.durationMinutes && message.durationMinutes.length))
                                message.durationMinutes = [];
                            reader.uint32s(message.durationMinutes);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.durationMinutes && message.durationMinutes.length))
                            message.durationMinutes = [];
                        message.durationMinutes.push(reader.uint32());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.departure && message.departure.length))
                                message.departure = [];
                            reader.uint32s(message.departure);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.departure && message.departure.length))
                            message.departure = [];
                        message.departure.push(reader.uint32());
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.stops && message.stops.length))
                                message.stops = [];
                            reader.uint32s(message.stops);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.stops && message.stops.length))
                            message.stops = [];
                        message.stops.push(reader.uint32());
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.itinerary && message.itinerary.length))
                            message.itinerary = [];
                        message.itinerary.push(reader.stringVerify());
                        continue;
                    }
                case 7: {
                        if (wireType === 2) {
                            if (!(message.seller && message.seller.length))
                                message.seller = [];
                            reader.uint32s(message.seller);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.seller && message.seller.length))
                            message.seller = [];
                        message.seller.push(reader.uint32());
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.body && message.body.length))
                            message.body = [];
                        message.body.push(reader.bytes());
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if (!(message.currencies && message.currencies.length))
                            message.currencies = [];
                        message.currencies.push(reader.stringVerify());
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.sellers && message.sellers.length))
                            message.sellers = [];
                        message.sellers.push(reader.stringVerify());
                        continue;
                    }
                case 11: {
                        if (wireType === 2) {
                            if (!(message.mixed && message.mixed.length))
                                message.mixed = [];
                            reader.uint32s(message.mixed);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.mixed && message.mixed.length))
                            message.mixed = [];
                        message.mixed.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Sheet;
    })();

    auction.CompactOffer = (function() {

        /**
         * Properties of a CompactOffer.
         * @typedef {Object} auction.CompactOffer.$Properties
         * @property {string|null} [seller] CompactOffer seller
         * @property {flights.Money.$Properties|null} [price] CompactOffer price
         * @property {number|null} [expiresAt] CompactOffer expiresAt
         * @property {boolean|null} [modelled] CompactOffer modelled
         * @property {Array.<flights.OfferSlice.$Properties>|null} [slices] CompactOffer slices
         * @property {Array.<flights.Fare.$Properties>|null} [fares] CompactOffer fares
         * @property {Array.<string>|null} [selfTransfers] CompactOffer selfTransfers
         * @property {number|null} [similar] CompactOffer similar
         * @property {Array.<number>|null} [flightMinutes] CompactOffer flightMinutes
         * @property {Array.<number>|null} [clockMinutes] CompactOffer clockMinutes
         * @property {Array.<string>|null} [aircraft] CompactOffer aircraft
         * @property {Array.<string>|null} [carriers] CompactOffer carriers
         * @property {Array.<string>|null} [terminals] CompactOffer terminals
         * @property {Array.<flights.Cabin>|null} [cabins] CompactOffer cabins
         * @property {Array.<number>|null} [sliceMinutes] CompactOffer sliceMinutes
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CompactOffer.
         * @memberof auction
         * @interface ICompactOffer
         * @augments auction.CompactOffer.$Properties
         * @deprecated Use auction.CompactOffer.$Properties instead.
         */

        /**
         * Shape of a CompactOffer.
         * @typedef {auction.CompactOffer.$Properties} auction.CompactOffer.$Shape
         */

        /**
         * Constructs a new CompactOffer.
         * @memberof auction
         * @classdesc Represents a CompactOffer.
         * @constructor
         * @param {auction.CompactOffer.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CompactOffer = function (properties) {
            this.slices = [];
            this.fares = [];
            this.selfTransfers = [];
            this.flightMinutes = [];
            this.clockMinutes = [];
            this.aircraft = [];
            this.carriers = [];
            this.terminals = [];
            this.cabins = [];
            this.sliceMinutes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CompactOffer seller.
         * @member {string|null|undefined} seller
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.seller = null;

        /**
         * CompactOffer price.
         * @member {flights.Money.$Properties|null|undefined} price
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.price = null;

        /**
         * CompactOffer expiresAt.
         * @member {number} expiresAt
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.expiresAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * CompactOffer modelled.
         * @member {boolean} modelled
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.modelled = false;

        /**
         * CompactOffer slices.
         * @member {Array.<flights.OfferSlice.$Properties>} slices
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.slices = $util.emptyArray;

        /**
         * CompactOffer fares.
         * @member {Array.<flights.Fare.$Properties>} fares
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.fares = $util.emptyArray;

        /**
         * CompactOffer selfTransfers.
         * @member {Array.<string>} selfTransfers
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.selfTransfers = $util.emptyArray;

        /**
         * CompactOffer similar.
         * @member {number} similar
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.similar = 0;

        /**
         * CompactOffer flightMinutes.
         * @member {Array.<number>} flightMinutes
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.flightMinutes = $util.emptyArray;

        /**
         * CompactOffer clockMinutes.
         * @member {Array.<number>} clockMinutes
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.clockMinutes = $util.emptyArray;

        /**
         * CompactOffer aircraft.
         * @member {Array.<string>} aircraft
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.aircraft = $util.emptyArray;

        /**
         * CompactOffer carriers.
         * @member {Array.<string>} carriers
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.carriers = $util.emptyArray;

        /**
         * CompactOffer terminals.
         * @member {Array.<string>} terminals
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.terminals = $util.emptyArray;

        /**
         * CompactOffer cabins.
         * @member {Array.<flights.Cabin>} cabins
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.cabins = $util.emptyArray;

        /**
         * CompactOffer sliceMinutes.
         * @member {Array.<number>} sliceMinutes
         * @memberof auction.CompactOffer
         * @instance
         */
        CompactOffer.prototype.sliceMinutes = $util.emptyArray;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(CompactOffer.prototype, "_seller", {
            get: $util.oneOfGetter($oneOfFields = ["seller"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified CompactOffer message. Does not implicitly {@link auction.CompactOffer.verify|verify} messages.
         * @function encode
         * @memberof auction.CompactOffer
         * @static
         * @param {auction.CompactOffer.$Properties} message CompactOffer message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CompactOffer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.seller != null && $Object.hasOwnProperty.call(message, "seller"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.seller);
            if (message.price != null && $Object.hasOwnProperty.call(message, "price"))
                $root.flights.Money.encode(message.price, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt") && (typeof message.expiresAt === "object" ? message.expiresAt.low || message.expiresAt.high : message.expiresAt !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).int64(message.expiresAt);
            if (message.modelled != null && $Object.hasOwnProperty.call(message, "modelled") && message.modelled !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.modelled);
            if (message.slices != null && message.slices.length)
                for (let i = 0; i < message.slices.length; ++i)
                    $root.flights.OfferSlice.encode(message.slices[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.fares != null && message.fares.length)
                for (let i = 0; i < message.fares.length; ++i)
                    $root.flights.Fare.encode(message.fares[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.selfTransfers != null && message.selfTransfers.length)
                for (let i = 0; i < message.selfTransfers.length; ++i)
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.selfTransfers[i]);
            if (message.similar != null && $Object.hasOwnProperty.call(message, "similar") && message.similar !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.similar);
            if (message.flightMinutes != null && message.flightMinutes.length)
                writer.uint32(/* id 9, wireType 2 =*/74).uint32s(message.flightMinutes);
            if (message.clockMinutes != null && message.clockMinutes.length)
                writer.uint32(/* id 10, wireType 2 =*/82).sint32s(message.clockMinutes);
            if (message.aircraft != null && message.aircraft.length)
                for (let i = 0; i < message.aircraft.length; ++i)
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.aircraft[i]);
            if (message.carriers != null && message.carriers.length)
                for (let i = 0; i < message.carriers.length; ++i)
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.carriers[i]);
            if (message.sliceMinutes != null && message.sliceMinutes.length)
                writer.uint32(/* id 13, wireType 2 =*/106).uint32s(message.sliceMinutes);
            if (message.terminals != null && message.terminals.length)
                for (let i = 0; i < message.terminals.length; ++i)
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.terminals[i]);
            if (message.cabins != null && message.cabins.length)
                writer.uint32(/* id 15, wireType 2 =*/122).int32s(message.cabins);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CompactOffer message from the specified reader or buffer.
         * @function decode
         * @memberof auction.CompactOffer
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.CompactOffer & auction.CompactOffer.$Shape} CompactOffer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CompactOffer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.CompactOffer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.seller = reader.stringVerify();
                        message._seller = "seller";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.price = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.price);
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.expiresAt = value;
                        else
                            delete message.expiresAt;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.modelled = value;
                        else
                            delete message.modelled;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.slices && message.slices.length))
                            message.slices = [];
                        message.slices.push($root.flights.OfferSlice.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.fares && message.fares.length))
                            message.fares = [];
                        message.fares.push($root.flights.Fare.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.selfTransfers && message.selfTransfers.length))
                            message.selfTransfers = [];
                        message.selfTransfers.push(reader.stringVerify());
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.similar = value;
                        else
                            delete message.similar;
                        continue;
                    }
                case 9: {
                        if (wireType === 2) {
                            if (!(message.flightMinutes && message.flightMinutes.length))
                                message.flightMinutes = [];
                            reader.uint32s(message.flightMinutes);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.flightMinutes && message.flightMinutes.length))
                            message.flightMinutes = [];
                        message.flightMinutes.push(reader.uint32());
                        continue;
                    }
                case 10: {
                        if (wireType === 2) {
                            if (!(message.clockMinutes && message.clockMinutes.length))
                                message.clockMinutes = [];
                            reader.sint32s(message.clockMinutes);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.clockMinutes && message.clockMinutes.length))
                            message.clockMinutes = [];
                        message.clockMinutes.push(reader.sint32());
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if (!(message.aircraft && message.aircraft.length))
                            message.aircraft = [];
                        message.aircraft.push(reader.stringVerify());
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if (!(message.carriers && message.carriers.length))
                            message.carriers = [];
                        message.carriers.push(reader.stringVerify());
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        if (!(message.terminals && message.terminals.length))
                            message.terminals = [];
                        message.terminals.push(reader.stringVerify());
                        continue;
                    }
                case 15: {
                        if (wireType === 2) {
                            if (!(message.cabins && message.cabins.length))
                                message.cabins = [];
                            reader.int32s(message.cabins);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.cabins && message.cabins.length))
                            message.cabins = [];
                        message.cabins.push(reader.int32());
                        continue;
                    }
                case 13: {
                        if (wireType === 2) {
                            if (!(message.sliceMinutes && message.sliceMinutes.length))
                                message.sliceMinutes = [];
                            reader.uint32s(message.sliceMinutes);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.sliceMinutes && message.sliceMinutes.length))
                            message.sliceMinutes = [];
                        message.sliceMinutes.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CompactOffer;
    })();

    auction.Note = (function() {

        /**
         * Properties of a Note.
         * @typedef {Object} auction.Note.$Properties
         * @property {string|null} [reason] Note reason
         * @property {number|null} [count] Note count
         * @property {string|null} [text] Note text
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Note.
         * @memberof auction
         * @interface INote
         * @augments auction.Note.$Properties
         * @deprecated Use auction.Note.$Properties instead.
         */

        /**
         * Shape of a Note.
         * @typedef {auction.Note.$Properties} auction.Note.$Shape
         */

        /**
         * Constructs a new Note.
         * @memberof auction
         * @classdesc Represents a Note.
         * @constructor
         * @param {auction.Note.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Note = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Note reason.
         * @member {string} reason
         * @memberof auction.Note
         * @instance
         */
        Note.prototype.reason = "";

        /**
         * Note count.
         * @member {number} count
         * @memberof auction.Note
         * @instance
         */
        Note.prototype.count = 0;

        /**
         * Note text.
         * @member {string} text
         * @memberof auction.Note
         * @instance
         */
        Note.prototype.text = "";

        /**
         * Encodes the specified Note message. Does not implicitly {@link auction.Note.verify|verify} messages.
         * @function encode
         * @memberof auction.Note
         * @static
         * @param {auction.Note.$Properties} message Note message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Note.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.count);
            if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.text);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Note message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Note
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Note & auction.Note.$Shape} Note
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Note.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Note();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.count = value;
                        else
                            delete message.count;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.text = value;
                        else
                            delete message.text;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Note;
    })();

    auction.Bid = (function() {

        /**
         * Properties of a Bid.
         * @typedef {Object} auction.Bid.$Properties
         * @property {string|null} [searchId] Bid searchId
         * @property {number|null} [sequence] Bid sequence
         * @property {boolean|null} [final] Bid final
         * @property {auction.BidStatus|null} [status] Bid status
         * @property {string|null} [reason] Bid reason
         * @property {auction.Sheet.$Properties|null} [sheet] Bid sheet
         * @property {number|null} [floor] Bid floor
         * @property {boolean|null} [stopped] Bid stopped
         * @property {Array.<number>|null} [cellFloors] Bid cellFloors
         * @property {Array.<auction.Note.$Properties>|null} [notes] Bid notes
         * @property {number|null} [queuedUs] Bid queuedUs
         * @property {number|null} [workedUs] Bid workedUs
         * @property {boolean|null} [cut] Bid cut
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Bid.
         * @memberof auction
         * @interface IBid
         * @augments auction.Bid.$Properties
         * @deprecated Use auction.Bid.$Properties instead.
         */

        /**
         * Shape of a Bid.
         * @typedef {auction.Bid.$Properties} auction.Bid.$Shape
         */

        /**
         * Constructs a new Bid.
         * @memberof auction
         * @classdesc Represents a Bid.
         * @constructor
         * @param {auction.Bid.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Bid = function (properties) {
            this.cellFloors = [];
            this.notes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Bid searchId.
         * @member {string} searchId
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.searchId = "";

        /**
         * Bid sequence.
         * @member {number} sequence
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.sequence = 0;

        /**
         * Bid final.
         * @member {boolean} final
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.final = false;

        /**
         * Bid status.
         * @member {auction.BidStatus} status
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.status = 0;

        /**
         * Bid reason.
         * @member {string} reason
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.reason = "";

        /**
         * Bid sheet.
         * @member {auction.Sheet.$Properties|null|undefined} sheet
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.sheet = null;

        /**
         * Bid floor.
         * @member {number|null|undefined} floor
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.floor = null;

        /**
         * Bid stopped.
         * @member {boolean} stopped
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.stopped = false;

        /**
         * Bid cellFloors.
         * @member {Array.<number>} cellFloors
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.cellFloors = $util.emptyArray;

        /**
         * Bid notes.
         * @member {Array.<auction.Note.$Properties>} notes
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.notes = $util.emptyArray;

        /**
         * Bid queuedUs.
         * @member {number|null|undefined} queuedUs
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.queuedUs = null;

        /**
         * Bid workedUs.
         * @member {number|null|undefined} workedUs
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.workedUs = null;

        /**
         * Bid cut.
         * @member {boolean} cut
         * @memberof auction.Bid
         * @instance
         */
        Bid.prototype.cut = false;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Bid.prototype, "_floor", {
            get: $util.oneOfGetter($oneOfFields = ["floor"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Bid.prototype, "_queuedUs", {
            get: $util.oneOfGetter($oneOfFields = ["queuedUs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Bid.prototype, "_workedUs", {
            get: $util.oneOfGetter($oneOfFields = ["workedUs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Bid message. Does not implicitly {@link auction.Bid.verify|verify} messages.
         * @function encode
         * @memberof auction.Bid
         * @static
         * @param {auction.Bid.$Properties} message Bid message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Bid.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.searchId != null && $Object.hasOwnProperty.call(message, "searchId") && message.searchId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.searchId);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && message.sequence !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.sequence);
            if (message.final != null && $Object.hasOwnProperty.call(message, "final") && message.final !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.final);
            if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).int32(message.status);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.reason);
            if (message.sheet != null && $Object.hasOwnProperty.call(message, "sheet"))
                $root.auction.Sheet.encode(message.sheet, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.floor != null && $Object.hasOwnProperty.call(message, "floor"))
                writer.uint32(/* id 7, wireType 0 =*/56).int64(message.floor);
            if (message.stopped != null && $Object.hasOwnProperty.call(message, "stopped") && message.stopped !== false)
                writer.uint32(/* id 8, wireType 0 =*/64).bool(message.stopped);
            if (message.cellFloors != null && message.cellFloors.length)
                writer.uint32(/* id 9, wireType 2 =*/74).sint64s(message.cellFloors);
            if (message.notes != null && message.notes.length)
                for (let i = 0; i < message.notes.length; ++i)
                    $root.auction.Note.encode(message.notes[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.queuedUs != null && $Object.hasOwnProperty.call(message, "queuedUs"))
                writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.queuedUs);
            if (message.workedUs != null && $Object.hasOwnProperty.call(message, "workedUs"))
                writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.workedUs);
            if (message.cut != null && $Object.hasOwnProperty.call(message, "cut") && message.cut !== false)
                writer.uint32(/* id 13, wireType 0 =*/104).bool(message.cut);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Bid message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Bid
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Bid & auction.Bid.$Shape} Bid
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Bid.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Bid();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.searchId = value;
                        else
                            delete message.searchId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.final = value;
                        else
                            delete message.final;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.status = value;
                        else
                            delete message.status;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.sheet = $root.auction.Sheet.decode(reader, reader.size(), $undefined, _depth + 1, message.sheet);
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        message.floor = reader.int64();
                        message._floor = "floor";
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.stopped = value;
                        else
                            delete message.stopped;
                        continue;
                    }
                case 9: {
                        if (wireType === 2) {
                            if (!(message.cellFloors && message.cellFloors.length))
                                message.cellFloors = [];
                            reader.sint64s(message.cellFloors);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.cellFloors && message.cellFloors.length))
                            message.cellFloors = [];
                        message.cellFloors.push(reader.sint64());
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.notes && message.notes.length))
                            message.notes = [];
                        message.notes.push($root.auction.Note.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        message.queuedUs = reader.uint32();
                        message._queuedUs = "queuedUs";
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        message.workedUs = reader.uint32();
                        message._workedUs = "workedUs";
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.cut = value;
                        else
                            delete message.cut;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Bid;
    })();

    auction.PriceRequest = (function() {

        /**
         * Properties of a PriceRequest.
         * @typedef {Object} auction.PriceRequest.$Properties
         * @property {auction.CallForBids.$Properties|null} [call] PriceRequest call
         * @property {auction.Sheet.$Properties|null} [offer] PriceRequest offer
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PriceRequest.
         * @memberof auction
         * @interface IPriceRequest
         * @augments auction.PriceRequest.$Properties
         * @deprecated Use auction.PriceRequest.$Properties instead.
         */

        /**
         * Shape of a PriceRequest.
         * @typedef {auction.PriceRequest.$Properties} auction.PriceRequest.$Shape
         */

        /**
         * Constructs a new PriceRequest.
         * @memberof auction
         * @classdesc Represents a PriceRequest.
         * @constructor
         * @param {auction.PriceRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PriceRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PriceRequest call.
         * @member {auction.CallForBids.$Properties|null|undefined} call
         * @memberof auction.PriceRequest
         * @instance
         */
        PriceRequest.prototype.call = null;

        /**
         * PriceRequest offer.
         * @member {auction.Sheet.$Properties|null|undefined} offer
         * @memberof auction.PriceRequest
         * @instance
         */
        PriceRequest.prototype.offer = null;

        /**
         * Encodes the specified PriceRequest message. Does not implicitly {@link auction.PriceRequest.verify|verify} messages.
         * @function encode
         * @memberof auction.PriceRequest
         * @static
         * @param {auction.PriceRequest.$Properties} message PriceRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PriceRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.call != null && $Object.hasOwnProperty.call(message, "call"))
                $root.auction.CallForBids.encode(message.call, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.offer != null && $Object.hasOwnProperty.call(message, "offer"))
                $root.auction.Sheet.encode(message.offer, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a PriceRequest message from the specified reader or buffer.
         * @function decode
         * @memberof auction.PriceRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.PriceRequest & auction.PriceRequest.$Shape} PriceRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PriceRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.PriceRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.call = $root.auction.CallForBids.decode(reader, reader.size(), $undefined, _depth + 1, message.call);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.offer = $root.auction.Sheet.decode(reader, reader.size(), $undefined, _depth + 1, message.offer);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return PriceRequest;
    })();

    /**
     * PriceStatus enum.
     * @name auction.PriceStatus
     * @enum {number}
     * @property {number} PRICE_STATUS_UNSPECIFIED=0 PRICE_STATUS_UNSPECIFIED value
     * @property {number} PRICE_STATUS_OFFER=1 PRICE_STATUS_OFFER value
     * @property {number} PRICE_STATUS_GONE=2 PRICE_STATUS_GONE value
     * @property {number} PRICE_STATUS_UNSUPPORTED=3 PRICE_STATUS_UNSUPPORTED value
     * @property {number} PRICE_STATUS_FAILED=4 PRICE_STATUS_FAILED value
     */
    auction.PriceStatus = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "PRICE_STATUS_UNSPECIFIED"] = 0;
        values[valuesById[1] = "PRICE_STATUS_OFFER"] = 1;
        values[valuesById[2] = "PRICE_STATUS_GONE"] = 2;
        values[valuesById[3] = "PRICE_STATUS_UNSUPPORTED"] = 3;
        values[valuesById[4] = "PRICE_STATUS_FAILED"] = 4;
        return values;
    })();

    auction.PriceAnswer = (function() {

        /**
         * Properties of a PriceAnswer.
         * @typedef {Object} auction.PriceAnswer.$Properties
         * @property {string|null} [searchId] PriceAnswer searchId
         * @property {auction.PriceStatus|null} [status] PriceAnswer status
         * @property {string|null} [reason] PriceAnswer reason
         * @property {auction.Sheet.$Properties|null} [offer] PriceAnswer offer
         * @property {boolean|null} [lowestFareOnly] PriceAnswer lowestFareOnly
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PriceAnswer.
         * @memberof auction
         * @interface IPriceAnswer
         * @augments auction.PriceAnswer.$Properties
         * @deprecated Use auction.PriceAnswer.$Properties instead.
         */

        /**
         * Shape of a PriceAnswer.
         * @typedef {auction.PriceAnswer.$Properties} auction.PriceAnswer.$Shape
         */

        /**
         * Constructs a new PriceAnswer.
         * @memberof auction
         * @classdesc Represents a PriceAnswer.
         * @constructor
         * @param {auction.PriceAnswer.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PriceAnswer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PriceAnswer searchId.
         * @member {string} searchId
         * @memberof auction.PriceAnswer
         * @instance
         */
        PriceAnswer.prototype.searchId = "";

        /**
         * PriceAnswer status.
         * @member {auction.PriceStatus} status
         * @memberof auction.PriceAnswer
         * @instance
         */
        PriceAnswer.prototype.status = 0;

        /**
         * PriceAnswer reason.
         * @member {string} reason
         * @memberof auction.PriceAnswer
         * @instance
         */
        PriceAnswer.prototype.reason = "";

        /**
         * PriceAnswer offer.
         * @member {auction.Sheet.$Properties|null|undefined} offer
         * @memberof auction.PriceAnswer
         * @instance
         */
        PriceAnswer.prototype.offer = null;

        /**
         * PriceAnswer lowestFareOnly.
         * @member {boolean} lowestFareOnly
         * @memberof auction.PriceAnswer
         * @instance
         */
        PriceAnswer.prototype.lowestFareOnly = false;

        /**
         * Encodes the specified PriceAnswer message. Does not implicitly {@link auction.PriceAnswer.verify|verify} messages.
         * @function encode
         * @memberof auction.PriceAnswer
         * @static
         * @param {auction.PriceAnswer.$Properties} message PriceAnswer message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PriceAnswer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.searchId != null && $Object.hasOwnProperty.call(message, "searchId") && message.searchId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.searchId);
            if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.status);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
            if (message.offer != null && $Object.hasOwnProperty.call(message, "offer"))
                $root.auction.Sheet.encode(message.offer, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.lowestFareOnly != null && $Object.hasOwnProperty.call(message, "lowestFareOnly") && message.lowestFareOnly !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.lowestFareOnly);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a PriceAnswer message from the specified reader or buffer.
         * @function decode
         * @memberof auction.PriceAnswer
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.PriceAnswer & auction.PriceAnswer.$Shape} PriceAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PriceAnswer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.PriceAnswer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.searchId = value;
                        else
                            delete message.searchId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.status = value;
                        else
                            delete message.status;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.offer = $root.auction.Sheet.decode(reader, reader.size(), $undefined, _depth + 1, message.offer);
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.lowestFareOnly = value;
                        else
                            delete message.lowestFareOnly;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return PriceAnswer;
    })();

    auction.FallbackRecord = (function() {

        /**
         * Properties of a FallbackRecord.
         * @typedef {Object} auction.FallbackRecord.$Properties
         * @property {number|null} [takenAtMs] FallbackRecord takenAtMs
         * @property {Array.<auction.Sheet.$Properties>|null} [sheets] FallbackRecord sheets
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FallbackRecord.
         * @memberof auction
         * @interface IFallbackRecord
         * @augments auction.FallbackRecord.$Properties
         * @deprecated Use auction.FallbackRecord.$Properties instead.
         */

        /**
         * Shape of a FallbackRecord.
         * @typedef {auction.FallbackRecord.$Properties} auction.FallbackRecord.$Shape
         */

        /**
         * Constructs a new FallbackRecord.
         * @memberof auction
         * @classdesc Represents a FallbackRecord.
         * @constructor
         * @param {auction.FallbackRecord.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FallbackRecord = function (properties) {
            this.sheets = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FallbackRecord takenAtMs.
         * @member {number} takenAtMs
         * @memberof auction.FallbackRecord
         * @instance
         */
        FallbackRecord.prototype.takenAtMs = 0;

        /**
         * FallbackRecord sheets.
         * @member {Array.<auction.Sheet.$Properties>} sheets
         * @memberof auction.FallbackRecord
         * @instance
         */
        FallbackRecord.prototype.sheets = $util.emptyArray;

        /**
         * Encodes the specified FallbackRecord message. Does not implicitly {@link auction.FallbackRecord.verify|verify} messages.
         * @function encode
         * @memberof auction.FallbackRecord
         * @static
         * @param {auction.FallbackRecord.$Properties} message FallbackRecord message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FallbackRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.takenAtMs != null && $Object.hasOwnProperty.call(message, "takenAtMs") && !$Object.is(message.takenAtMs, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.takenAtMs);
            if (message.sheets != null && message.sheets.length)
                for (let i = 0; i < message.sheets.length; ++i)
                    $root.auction.Sheet.encode(message.sheets[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a FallbackRecord message from the specified reader or buffer.
         * @function decode
         * @memberof auction.FallbackRecord
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.FallbackRecord & auction.FallbackRecord.$Shape} FallbackRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FallbackRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.FallbackRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.takenAtMs = value;
                        else
                            delete message.takenAtMs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.sheets && message.sheets.length))
                            message.sheets = [];
                        message.sheets.push($root.auction.Sheet.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return FallbackRecord;
    })();

    auction.Cancel = (function() {

        /**
         * Properties of a Cancel.
         * @typedef {Object} auction.Cancel.$Properties
         * @property {string|null} [searchId] Cancel searchId
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Cancel.
         * @memberof auction
         * @interface ICancel
         * @augments auction.Cancel.$Properties
         * @deprecated Use auction.Cancel.$Properties instead.
         */

        /**
         * Shape of a Cancel.
         * @typedef {auction.Cancel.$Properties} auction.Cancel.$Shape
         */

        /**
         * Constructs a new Cancel.
         * @memberof auction
         * @classdesc Represents a Cancel.
         * @constructor
         * @param {auction.Cancel.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Cancel = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Cancel searchId.
         * @member {string} searchId
         * @memberof auction.Cancel
         * @instance
         */
        Cancel.prototype.searchId = "";

        /**
         * Encodes the specified Cancel message. Does not implicitly {@link auction.Cancel.verify|verify} messages.
         * @function encode
         * @memberof auction.Cancel
         * @static
         * @param {auction.Cancel.$Properties} message Cancel message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Cancel.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.searchId != null && $Object.hasOwnProperty.call(message, "searchId") && message.searchId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.searchId);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Cancel message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Cancel
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Cancel & auction.Cancel.$Shape} Cancel
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Cancel.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Cancel();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.searchId = value;
                        else
                            delete message.searchId;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Cancel;
    })();

    auction.Feedback = (function() {

        /**
         * Properties of a Feedback.
         * @typedef {Object} auction.Feedback.$Properties
         * @property {string|null} [gateway] Feedback gateway
         * @property {Array.<auction.AuctionFeedback.$Properties>|null} [auctions] Feedback auctions
         * @property {Array.<auction.LateFeedback.$Properties>|null} [late] Feedback late
         * @property {number|null} [dropped] Feedback dropped
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Feedback.
         * @memberof auction
         * @interface IFeedback
         * @augments auction.Feedback.$Properties
         * @deprecated Use auction.Feedback.$Properties instead.
         */

        /**
         * Shape of a Feedback.
         * @typedef {auction.Feedback.$Properties} auction.Feedback.$Shape
         */

        /**
         * Constructs a new Feedback.
         * @memberof auction
         * @classdesc Represents a Feedback.
         * @constructor
         * @param {auction.Feedback.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Feedback = function (properties) {
            this.auctions = [];
            this.late = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Feedback gateway.
         * @member {string} gateway
         * @memberof auction.Feedback
         * @instance
         */
        Feedback.prototype.gateway = "";

        /**
         * Feedback auctions.
         * @member {Array.<auction.AuctionFeedback.$Properties>} auctions
         * @memberof auction.Feedback
         * @instance
         */
        Feedback.prototype.auctions = $util.emptyArray;

        /**
         * Feedback late.
         * @member {Array.<auction.LateFeedback.$Properties>} late
         * @memberof auction.Feedback
         * @instance
         */
        Feedback.prototype.late = $util.emptyArray;

        /**
         * Feedback dropped.
         * @member {number} dropped
         * @memberof auction.Feedback
         * @instance
         */
        Feedback.prototype.dropped = 0;

        /**
         * Encodes the specified Feedback message. Does not implicitly {@link auction.Feedback.verify|verify} messages.
         * @function encode
         * @memberof auction.Feedback
         * @static
         * @param {auction.Feedback.$Properties} message Feedback message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Feedback.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.gateway != null && $Object.hasOwnProperty.call(message, "gateway") && message.gateway !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.gateway);
            if (message.auctions != null && message.auctions.length)
                for (let i = 0; i < message.auctions.length; ++i)
                    $root.auction.AuctionFeedback.encode(message.auctions[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.late != null && message.late.length)
                for (let i = 0; i < message.late.length; ++i)
                    $root.auction.LateFeedback.encode(message.late[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped") && message.dropped !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.dropped);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Feedback message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Feedback
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Feedback & auction.Feedback.$Shape} Feedback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Feedback.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Feedback();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.gateway = value;
                        else
                            delete message.gateway;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.auctions && message.auctions.length))
                            message.auctions = [];
                        message.auctions.push($root.auction.AuctionFeedback.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.late && message.late.length))
                            message.late = [];
                        message.late.push($root.auction.LateFeedback.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.dropped = value;
                        else
                            delete message.dropped;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Feedback;
    })();

    auction.AuctionFeedback = (function() {

        /**
         * Properties of an AuctionFeedback.
         * @typedef {Object} auction.AuctionFeedback.$Properties
         * @property {string|null} [searchId] AuctionFeedback searchId
         * @property {string|null} [instance] AuctionFeedback instance
         * @property {auction.Outcome|null} [outcome] AuctionFeedback outcome
         * @property {string|null} [reason] AuctionFeedback reason
         * @property {number|null} [offers] AuctionFeedback offers
         * @property {number|null} [places] AuctionFeedback places
         * @property {number|null} [shown] AuctionFeedback shown
         * @property {number|null} [won] AuctionFeedback won
         * @property {number|null} [rank] AuctionFeedback rank
         * @property {flights.Money.$Properties|null} [best] AuctionFeedback best
         * @property {flights.Money.$Properties|null} [priceToWin] AuctionFeedback priceToWin
         * @property {number|null} [latencyMs] AuctionFeedback latencyMs
         * @property {number|null} [budgetMs] AuctionFeedback budgetMs
         * @property {string|null} [hedgedAway] AuctionFeedback hedgedAway
         * @property {boolean|null} [shadow] AuctionFeedback shadow
         * @property {Array.<auction.SellerFeedback.$Properties>|null} [sellers] AuctionFeedback sellers
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AuctionFeedback.
         * @memberof auction
         * @interface IAuctionFeedback
         * @augments auction.AuctionFeedback.$Properties
         * @deprecated Use auction.AuctionFeedback.$Properties instead.
         */

        /**
         * Shape of an AuctionFeedback.
         * @typedef {auction.AuctionFeedback.$Properties} auction.AuctionFeedback.$Shape
         */

        /**
         * Constructs a new AuctionFeedback.
         * @memberof auction
         * @classdesc Represents an AuctionFeedback.
         * @constructor
         * @param {auction.AuctionFeedback.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AuctionFeedback = function (properties) {
            this.sellers = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * AuctionFeedback searchId.
         * @member {string} searchId
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.searchId = "";

        /**
         * AuctionFeedback instance.
         * @member {string|null|undefined} instance
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.instance = null;

        /**
         * AuctionFeedback outcome.
         * @member {auction.Outcome} outcome
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.outcome = 0;

        /**
         * AuctionFeedback reason.
         * @member {string} reason
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.reason = "";

        /**
         * AuctionFeedback offers.
         * @member {number} offers
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.offers = 0;

        /**
         * AuctionFeedback places.
         * @member {number} places
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.places = 0;

        /**
         * AuctionFeedback shown.
         * @member {number} shown
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.shown = 0;

        /**
         * AuctionFeedback won.
         * @member {number} won
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.won = 0;

        /**
         * AuctionFeedback rank.
         * @member {number} rank
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.rank = 0;

        /**
         * AuctionFeedback best.
         * @member {flights.Money.$Properties|null|undefined} best
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.best = null;

        /**
         * AuctionFeedback priceToWin.
         * @member {flights.Money.$Properties|null|undefined} priceToWin
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.priceToWin = null;

        /**
         * AuctionFeedback latencyMs.
         * @member {number|null|undefined} latencyMs
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.latencyMs = null;

        /**
         * AuctionFeedback budgetMs.
         * @member {number} budgetMs
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.budgetMs = 0;

        /**
         * AuctionFeedback hedgedAway.
         * @member {string|null|undefined} hedgedAway
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.hedgedAway = null;

        /**
         * AuctionFeedback shadow.
         * @member {boolean} shadow
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.shadow = false;

        /**
         * AuctionFeedback sellers.
         * @member {Array.<auction.SellerFeedback.$Properties>} sellers
         * @memberof auction.AuctionFeedback
         * @instance
         */
        AuctionFeedback.prototype.sellers = $util.emptyArray;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(AuctionFeedback.prototype, "_instance", {
            get: $util.oneOfGetter($oneOfFields = ["instance"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(AuctionFeedback.prototype, "_latencyMs", {
            get: $util.oneOfGetter($oneOfFields = ["latencyMs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(AuctionFeedback.prototype, "_hedgedAway", {
            get: $util.oneOfGetter($oneOfFields = ["hedgedAway"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified AuctionFeedback message. Does not implicitly {@link auction.AuctionFeedback.verify|verify} messages.
         * @function encode
         * @memberof auction.AuctionFeedback
         * @static
         * @param {auction.AuctionFeedback.$Properties} message AuctionFeedback message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AuctionFeedback.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.searchId != null && $Object.hasOwnProperty.call(message, "searchId") && message.searchId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.searchId);
            if (message.instance != null && $Object.hasOwnProperty.call(message, "instance"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.instance);
            if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.outcome);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
            if (message.offers != null && $Object.hasOwnProperty.call(message, "offers") && message.offers !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.offers);
            if (message.places != null && $Object.hasOwnProperty.call(message, "places") && message.places !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.places);
            if (message.shown != null && $Object.hasOwnProperty.call(message, "shown") && message.shown !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.shown);
            if (message.won != null && $Object.hasOwnProperty.call(message, "won") && message.won !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.won);
            if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== 0)
                writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.rank);
            if (message.best != null && $Object.hasOwnProperty.call(message, "best"))
                $root.flights.Money.encode(message.best, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.priceToWin != null && $Object.hasOwnProperty.call(message, "priceToWin"))
                $root.flights.Money.encode(message.priceToWin, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.latencyMs != null && $Object.hasOwnProperty.call(message, "latencyMs"))
                writer.uint32(/* id 12, wireType 1 =*/97).double(message.latencyMs);
            if (message.budgetMs != null && $Object.hasOwnProperty.call(message, "budgetMs") && message.budgetMs !== 0)
                writer.uint32(/* id 13, wireType 0 =*/104).uint32(message.budgetMs);
            if (message.hedgedAway != null && $Object.hasOwnProperty.call(message, "hedgedAway"))
                writer.uint32(/* id 14, wireType 2 =*/114).string(message.hedgedAway);
            if (message.shadow != null && $Object.hasOwnProperty.call(message, "shadow") && message.shadow !== false)
                writer.uint32(/* id 15, wireType 0 =*/120).bool(message.shadow);
            if (message.sellers != null && message.sellers.length)
                for (let i = 0; i < message.sellers.length; ++i)
                    $root.auction.SellerFeedback.encode(message.sellers[i], writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AuctionFeedback message from the specified reader or buffer.
         * @function decode
         * @memberof auction.AuctionFeedback
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.AuctionFeedback & auction.AuctionFeedback.$Shape} AuctionFeedback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AuctionFeedback.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.AuctionFeedback();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.searchId = value;
                        else
                            delete message.searchId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.instance = reader.stringVerify();
                        message._instance = "instance";
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.outcome = value;
                        else
                            delete message.outcome;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.offers = value;
                        else
                            delete message.offers;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.places = value;
                        else
                            delete message.places;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.shown = value;
                        else
                            delete message.shown;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.won = value;
                        else
                            delete message.won;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.rank = value;
                        else
                            delete message.rank;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.best = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.best);
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.priceToWin = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.priceToWin);
                        continue;
                    }
                case 12: {
                        if (wireType !== 1)
                            break;
                        message.latencyMs = reader.double();
                        message._latencyMs = "latencyMs";
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.budgetMs = value;
                        else
                            delete message.budgetMs;
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.hedgedAway = reader.stringVerify();
                        message._hedgedAway = "hedgedAway";
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.shadow = value;
                        else
                            delete message.shadow;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if (!(message.sellers && message.sellers.length))
                            message.sellers = [];
                        message.sellers.push($root.auction.SellerFeedback.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AuctionFeedback;
    })();

    auction.SellerFeedback = (function() {

        /**
         * Properties of a SellerFeedback.
         * @typedef {Object} auction.SellerFeedback.$Properties
         * @property {string|null} [seller] SellerFeedback seller
         * @property {number|null} [shown] SellerFeedback shown
         * @property {number|null} [won] SellerFeedback won
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SellerFeedback.
         * @memberof auction
         * @interface ISellerFeedback
         * @augments auction.SellerFeedback.$Properties
         * @deprecated Use auction.SellerFeedback.$Properties instead.
         */

        /**
         * Shape of a SellerFeedback.
         * @typedef {auction.SellerFeedback.$Properties} auction.SellerFeedback.$Shape
         */

        /**
         * Constructs a new SellerFeedback.
         * @memberof auction
         * @classdesc Represents a SellerFeedback.
         * @constructor
         * @param {auction.SellerFeedback.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SellerFeedback = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SellerFeedback seller.
         * @member {string} seller
         * @memberof auction.SellerFeedback
         * @instance
         */
        SellerFeedback.prototype.seller = "";

        /**
         * SellerFeedback shown.
         * @member {number} shown
         * @memberof auction.SellerFeedback
         * @instance
         */
        SellerFeedback.prototype.shown = 0;

        /**
         * SellerFeedback won.
         * @member {number} won
         * @memberof auction.SellerFeedback
         * @instance
         */
        SellerFeedback.prototype.won = 0;

        /**
         * Encodes the specified SellerFeedback message. Does not implicitly {@link auction.SellerFeedback.verify|verify} messages.
         * @function encode
         * @memberof auction.SellerFeedback
         * @static
         * @param {auction.SellerFeedback.$Properties} message SellerFeedback message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SellerFeedback.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.seller != null && $Object.hasOwnProperty.call(message, "seller") && message.seller !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.seller);
            if (message.shown != null && $Object.hasOwnProperty.call(message, "shown") && message.shown !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.shown);
            if (message.won != null && $Object.hasOwnProperty.call(message, "won") && message.won !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.won);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SellerFeedback message from the specified reader or buffer.
         * @function decode
         * @memberof auction.SellerFeedback
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.SellerFeedback & auction.SellerFeedback.$Shape} SellerFeedback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SellerFeedback.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.SellerFeedback();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.seller = value;
                        else
                            delete message.seller;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.shown = value;
                        else
                            delete message.shown;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.won = value;
                        else
                            delete message.won;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SellerFeedback;
    })();

    auction.LateFeedback = (function() {

        /**
         * Properties of a LateFeedback.
         * @typedef {Object} auction.LateFeedback.$Properties
         * @property {string|null} [searchId] LateFeedback searchId
         * @property {string|null} [instance] LateFeedback instance
         * @property {number|null} [lateByMs] LateFeedback lateByMs
         * @property {number|null} [offers] LateFeedback offers
         * @property {flights.Money.$Properties|null} [cost] LateFeedback cost
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a LateFeedback.
         * @memberof auction
         * @interface ILateFeedback
         * @augments auction.LateFeedback.$Properties
         * @deprecated Use auction.LateFeedback.$Properties instead.
         */

        /**
         * Shape of a LateFeedback.
         * @typedef {auction.LateFeedback.$Properties} auction.LateFeedback.$Shape
         */

        /**
         * Constructs a new LateFeedback.
         * @memberof auction
         * @classdesc Represents a LateFeedback.
         * @constructor
         * @param {auction.LateFeedback.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const LateFeedback = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * LateFeedback searchId.
         * @member {string} searchId
         * @memberof auction.LateFeedback
         * @instance
         */
        LateFeedback.prototype.searchId = "";

        /**
         * LateFeedback instance.
         * @member {string} instance
         * @memberof auction.LateFeedback
         * @instance
         */
        LateFeedback.prototype.instance = "";

        /**
         * LateFeedback lateByMs.
         * @member {number} lateByMs
         * @memberof auction.LateFeedback
         * @instance
         */
        LateFeedback.prototype.lateByMs = 0;

        /**
         * LateFeedback offers.
         * @member {number} offers
         * @memberof auction.LateFeedback
         * @instance
         */
        LateFeedback.prototype.offers = 0;

        /**
         * LateFeedback cost.
         * @member {flights.Money.$Properties|null|undefined} cost
         * @memberof auction.LateFeedback
         * @instance
         */
        LateFeedback.prototype.cost = null;

        /**
         * Encodes the specified LateFeedback message. Does not implicitly {@link auction.LateFeedback.verify|verify} messages.
         * @function encode
         * @memberof auction.LateFeedback
         * @static
         * @param {auction.LateFeedback.$Properties} message LateFeedback message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        LateFeedback.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.searchId != null && $Object.hasOwnProperty.call(message, "searchId") && message.searchId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.searchId);
            if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.instance);
            if (message.lateByMs != null && $Object.hasOwnProperty.call(message, "lateByMs") && !$Object.is(message.lateByMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.lateByMs);
            if (message.offers != null && $Object.hasOwnProperty.call(message, "offers") && message.offers !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.offers);
            if (message.cost != null && $Object.hasOwnProperty.call(message, "cost"))
                $root.flights.Money.encode(message.cost, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a LateFeedback message from the specified reader or buffer.
         * @function decode
         * @memberof auction.LateFeedback
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.LateFeedback & auction.LateFeedback.$Shape} LateFeedback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        LateFeedback.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.LateFeedback();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.searchId = value;
                        else
                            delete message.searchId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instance = value;
                        else
                            delete message.instance;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.lateByMs = value;
                        else
                            delete message.lateByMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.offers = value;
                        else
                            delete message.offers;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.cost = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.cost);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return LateFeedback;
    })();

    /**
     * Outcome enum.
     * @name auction.Outcome
     * @enum {number}
     * @property {number} OUTCOME_UNSPECIFIED=0 OUTCOME_UNSPECIFIED value
     * @property {number} OUTCOME_ANSWERED=1 OUTCOME_ANSWERED value
     * @property {number} OUTCOME_EMPTY=2 OUTCOME_EMPTY value
     * @property {number} OUTCOME_DECLINED=3 OUTCOME_DECLINED value
     * @property {number} OUTCOME_INVALID=4 OUTCOME_INVALID value
     * @property {number} OUTCOME_FAILED=5 OUTCOME_FAILED value
     * @property {number} OUTCOME_SILENT=6 OUTCOME_SILENT value
     * @property {number} OUTCOME_LATE=7 OUTCOME_LATE value
     * @property {number} OUTCOME_SKIPPED=8 OUTCOME_SKIPPED value
     * @property {number} OUTCOME_ABSENT=9 OUTCOME_ABSENT value
     */
    auction.Outcome = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "OUTCOME_UNSPECIFIED"] = 0;
        values[valuesById[1] = "OUTCOME_ANSWERED"] = 1;
        values[valuesById[2] = "OUTCOME_EMPTY"] = 2;
        values[valuesById[3] = "OUTCOME_DECLINED"] = 3;
        values[valuesById[4] = "OUTCOME_INVALID"] = 4;
        values[valuesById[5] = "OUTCOME_FAILED"] = 5;
        values[valuesById[6] = "OUTCOME_SILENT"] = 6;
        values[valuesById[7] = "OUTCOME_LATE"] = 7;
        values[valuesById[8] = "OUTCOME_SKIPPED"] = 8;
        values[valuesById[9] = "OUTCOME_ABSENT"] = 9;
        return values;
    })();

    /**
     * EndedBy enum.
     * @name auction.EndedBy
     * @enum {number}
     * @property {number} ENDED_BY_UNSPECIFIED=0 ENDED_BY_UNSPECIFIED value
     * @property {number} ENDED_BY_COMPLETE=1 ENDED_BY_COMPLETE value
     * @property {number} ENDED_BY_SETTLED=2 ENDED_BY_SETTLED value
     * @property {number} ENDED_BY_QUORUM=3 ENDED_BY_QUORUM value
     * @property {number} ENDED_BY_DEADLINE=4 ENDED_BY_DEADLINE value
     * @property {number} ENDED_BY_CANCELLED=5 ENDED_BY_CANCELLED value
     * @property {number} ENDED_BY_NO_BIDDERS=6 ENDED_BY_NO_BIDDERS value
     * @property {number} ENDED_BY_NOT_WORTH_WAITING=7 ENDED_BY_NOT_WORTH_WAITING value
     */
    auction.EndedBy = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "ENDED_BY_UNSPECIFIED"] = 0;
        values[valuesById[1] = "ENDED_BY_COMPLETE"] = 1;
        values[valuesById[2] = "ENDED_BY_SETTLED"] = 2;
        values[valuesById[3] = "ENDED_BY_QUORUM"] = 3;
        values[valuesById[4] = "ENDED_BY_DEADLINE"] = 4;
        values[valuesById[5] = "ENDED_BY_CANCELLED"] = 5;
        values[valuesById[6] = "ENDED_BY_NO_BIDDERS"] = 6;
        values[valuesById[7] = "ENDED_BY_NOT_WORTH_WAITING"] = 7;
        return values;
    })();

    auction.SellerOffer = (function() {

        /**
         * Properties of a SellerOffer.
         * @typedef {Object} auction.SellerOffer.$Properties
         * @property {string|null} [bidder] SellerOffer bidder
         * @property {string|null} [seller] SellerOffer seller
         * @property {flights.Money.$Properties|null} [price] SellerOffer price
         * @property {flights.Money.$Properties|null} [originalPrice] SellerOffer originalPrice
         * @property {number|null} [expiresAt] SellerOffer expiresAt
         * @property {boolean|null} [modelled] SellerOffer modelled
         * @property {boolean|null} [stale] SellerOffer stale
         * @property {number|null} [staleAgeMs] SellerOffer staleAgeMs
         * @property {Array.<flights.Fare.$Properties>|null} [fares] SellerOffer fares
         * @property {Array.<string>|null} [selfTransfers] SellerOffer selfTransfers
         * @property {boolean|null} [mixedCabins] SellerOffer mixedCabins
         * @property {Array.<flights.Cabin>|null} [cabins] SellerOffer cabins
         * @property {string|null} [offerId] SellerOffer offerId
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SellerOffer.
         * @memberof auction
         * @interface ISellerOffer
         * @augments auction.SellerOffer.$Properties
         * @deprecated Use auction.SellerOffer.$Properties instead.
         */

        /**
         * Shape of a SellerOffer.
         * @typedef {auction.SellerOffer.$Properties} auction.SellerOffer.$Shape
         */

        /**
         * Constructs a new SellerOffer.
         * @memberof auction
         * @classdesc Represents a SellerOffer.
         * @constructor
         * @param {auction.SellerOffer.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SellerOffer = function (properties) {
            this.fares = [];
            this.selfTransfers = [];
            this.cabins = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SellerOffer bidder.
         * @member {string} bidder
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.bidder = "";

        /**
         * SellerOffer seller.
         * @member {string} seller
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.seller = "";

        /**
         * SellerOffer price.
         * @member {flights.Money.$Properties|null|undefined} price
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.price = null;

        /**
         * SellerOffer originalPrice.
         * @member {flights.Money.$Properties|null|undefined} originalPrice
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.originalPrice = null;

        /**
         * SellerOffer expiresAt.
         * @member {number} expiresAt
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.expiresAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * SellerOffer modelled.
         * @member {boolean} modelled
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.modelled = false;

        /**
         * SellerOffer stale.
         * @member {boolean} stale
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.stale = false;

        /**
         * SellerOffer staleAgeMs.
         * @member {number|null|undefined} staleAgeMs
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.staleAgeMs = null;

        /**
         * SellerOffer fares.
         * @member {Array.<flights.Fare.$Properties>} fares
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.fares = $util.emptyArray;

        /**
         * SellerOffer selfTransfers.
         * @member {Array.<string>} selfTransfers
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.selfTransfers = $util.emptyArray;

        /**
         * SellerOffer mixedCabins.
         * @member {boolean|null|undefined} mixedCabins
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.mixedCabins = null;

        /**
         * SellerOffer cabins.
         * @member {Array.<flights.Cabin>} cabins
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.cabins = $util.emptyArray;

        /**
         * SellerOffer offerId.
         * @member {string|null|undefined} offerId
         * @memberof auction.SellerOffer
         * @instance
         */
        SellerOffer.prototype.offerId = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SellerOffer.prototype, "_staleAgeMs", {
            get: $util.oneOfGetter($oneOfFields = ["staleAgeMs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SellerOffer.prototype, "_mixedCabins", {
            get: $util.oneOfGetter($oneOfFields = ["mixedCabins"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SellerOffer.prototype, "_offerId", {
            get: $util.oneOfGetter($oneOfFields = ["offerId"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified SellerOffer message. Does not implicitly {@link auction.SellerOffer.verify|verify} messages.
         * @function encode
         * @memberof auction.SellerOffer
         * @static
         * @param {auction.SellerOffer.$Properties} message SellerOffer message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SellerOffer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder") && message.bidder !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.bidder);
            if (message.seller != null && $Object.hasOwnProperty.call(message, "seller") && message.seller !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.seller);
            if (message.price != null && $Object.hasOwnProperty.call(message, "price"))
                $root.flights.Money.encode(message.price, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.originalPrice != null && $Object.hasOwnProperty.call(message, "originalPrice"))
                $root.flights.Money.encode(message.originalPrice, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt") && (typeof message.expiresAt === "object" ? message.expiresAt.low || message.expiresAt.high : message.expiresAt !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).int64(message.expiresAt);
            if (message.modelled != null && $Object.hasOwnProperty.call(message, "modelled") && message.modelled !== false)
                writer.uint32(/* id 6, wireType 0 =*/48).bool(message.modelled);
            if (message.stale != null && $Object.hasOwnProperty.call(message, "stale") && message.stale !== false)
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.stale);
            if (message.staleAgeMs != null && $Object.hasOwnProperty.call(message, "staleAgeMs"))
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.staleAgeMs);
            if (message.fares != null && message.fares.length)
                for (let i = 0; i < message.fares.length; ++i)
                    $root.flights.Fare.encode(message.fares[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.selfTransfers != null && message.selfTransfers.length)
                for (let i = 0; i < message.selfTransfers.length; ++i)
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.selfTransfers[i]);
            if (message.mixedCabins != null && $Object.hasOwnProperty.call(message, "mixedCabins"))
                writer.uint32(/* id 11, wireType 0 =*/88).bool(message.mixedCabins);
            if (message.cabins != null && message.cabins.length)
                writer.uint32(/* id 12, wireType 2 =*/98).int32s(message.cabins);
            if (message.offerId != null && $Object.hasOwnProperty.call(message, "offerId"))
                writer.uint32(/* id 13, wireType 2 =*/106).string(message.offerId);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SellerOffer message from the specified reader or buffer.
         * @function decode
         * @memberof auction.SellerOffer
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.SellerOffer & auction.SellerOffer.$Shape} SellerOffer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SellerOffer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.SellerOffer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bidder = value;
                        else
                            delete message.bidder;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.seller = value;
                        else
                            delete message.seller;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.price = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.price);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.originalPrice = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.originalPrice);
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.expiresAt = value;
                        else
                            delete message.expiresAt;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.modelled = value;
                        else
                            delete message.modelled;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.stale = value;
                        else
                            delete message.stale;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        message.staleAgeMs = reader.uint32();
                        message._staleAgeMs = "staleAgeMs";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if (!(message.fares && message.fares.length))
                            message.fares = [];
                        message.fares.push($root.flights.Fare.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.selfTransfers && message.selfTransfers.length))
                            message.selfTransfers = [];
                        message.selfTransfers.push(reader.stringVerify());
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        message.mixedCabins = reader.bool();
                        message._mixedCabins = "mixedCabins";
                        continue;
                    }
                case 12: {
                        if (wireType === 2) {
                            if (!(message.cabins && message.cabins.length))
                                message.cabins = [];
                            reader.int32s(message.cabins);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.cabins && message.cabins.length))
                            message.cabins = [];
                        message.cabins.push(reader.int32());
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.offerId = reader.stringVerify();
                        message._offerId = "offerId";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SellerOffer;
    })();

    auction.NearbyAirport = (function() {

        /**
         * Properties of a NearbyAirport.
         * @typedef {Object} auction.NearbyAirport.$Properties
         * @property {string|null} [airport] NearbyAirport airport
         * @property {number|null} [km] NearbyAirport km
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a NearbyAirport.
         * @memberof auction
         * @interface INearbyAirport
         * @augments auction.NearbyAirport.$Properties
         * @deprecated Use auction.NearbyAirport.$Properties instead.
         */

        /**
         * Shape of a NearbyAirport.
         * @typedef {auction.NearbyAirport.$Properties} auction.NearbyAirport.$Shape
         */

        /**
         * Constructs a new NearbyAirport.
         * @memberof auction
         * @classdesc Represents a NearbyAirport.
         * @constructor
         * @param {auction.NearbyAirport.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const NearbyAirport = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * NearbyAirport airport.
         * @member {string} airport
         * @memberof auction.NearbyAirport
         * @instance
         */
        NearbyAirport.prototype.airport = "";

        /**
         * NearbyAirport km.
         * @member {number} km
         * @memberof auction.NearbyAirport
         * @instance
         */
        NearbyAirport.prototype.km = 0;

        /**
         * Encodes the specified NearbyAirport message. Does not implicitly {@link auction.NearbyAirport.verify|verify} messages.
         * @function encode
         * @memberof auction.NearbyAirport
         * @static
         * @param {auction.NearbyAirport.$Properties} message NearbyAirport message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        NearbyAirport.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.airport != null && $Object.hasOwnProperty.call(message, "airport") && message.airport !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.airport);
            if (message.km != null && $Object.hasOwnProperty.call(message, "km") && message.km !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.km);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a NearbyAirport message from the specified reader or buffer.
         * @function decode
         * @memberof auction.NearbyAirport
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.NearbyAirport & auction.NearbyAirport.$Shape} NearbyAirport
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        NearbyAirport.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.NearbyAirport();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.airport = value;
                        else
                            delete message.airport;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.km = value;
                        else
                            delete message.km;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return NearbyAirport;
    })();

    auction.Co2Estimate = (function() {

        /**
         * Properties of a Co2Estimate.
         * @typedef {Object} auction.Co2Estimate.$Properties
         * @property {number|null} [kg] Co2Estimate kg
         * @property {string|null} [method] Co2Estimate method
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Co2Estimate.
         * @memberof auction
         * @interface ICo2Estimate
         * @augments auction.Co2Estimate.$Properties
         * @deprecated Use auction.Co2Estimate.$Properties instead.
         */

        /**
         * Shape of a Co2Estimate.
         * @typedef {auction.Co2Estimate.$Properties} auction.Co2Estimate.$Shape
         */

        /**
         * Constructs a new Co2Estimate.
         * @memberof auction
         * @classdesc Represents a Co2Estimate.
         * @constructor
         * @param {auction.Co2Estimate.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Co2Estimate = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Co2Estimate kg.
         * @member {number} kg
         * @memberof auction.Co2Estimate
         * @instance
         */
        Co2Estimate.prototype.kg = 0;

        /**
         * Co2Estimate method.
         * @member {string} method
         * @memberof auction.Co2Estimate
         * @instance
         */
        Co2Estimate.prototype.method = "";

        /**
         * Encodes the specified Co2Estimate message. Does not implicitly {@link auction.Co2Estimate.verify|verify} messages.
         * @function encode
         * @memberof auction.Co2Estimate
         * @static
         * @param {auction.Co2Estimate.$Properties} message Co2Estimate message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Co2Estimate.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kg != null && $Object.hasOwnProperty.call(message, "kg") && message.kg !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.kg);
            if (message.method != null && $Object.hasOwnProperty.call(message, "method") && message.method !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.method);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Co2Estimate message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Co2Estimate
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Co2Estimate & auction.Co2Estimate.$Shape} Co2Estimate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Co2Estimate.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Co2Estimate();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.kg = value;
                        else
                            delete message.kg;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.method = value;
                        else
                            delete message.method;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Co2Estimate;
    })();

    auction.NamedCode = (function() {

        /**
         * Properties of a NamedCode.
         * @typedef {Object} auction.NamedCode.$Properties
         * @property {string|null} [code] NamedCode code
         * @property {string|null} [name] NamedCode name
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a NamedCode.
         * @memberof auction
         * @interface INamedCode
         * @augments auction.NamedCode.$Properties
         * @deprecated Use auction.NamedCode.$Properties instead.
         */

        /**
         * Shape of a NamedCode.
         * @typedef {auction.NamedCode.$Properties} auction.NamedCode.$Shape
         */

        /**
         * Constructs a new NamedCode.
         * @memberof auction
         * @classdesc Represents a NamedCode.
         * @constructor
         * @param {auction.NamedCode.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const NamedCode = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * NamedCode code.
         * @member {string} code
         * @memberof auction.NamedCode
         * @instance
         */
        NamedCode.prototype.code = "";

        /**
         * NamedCode name.
         * @member {string} name
         * @memberof auction.NamedCode
         * @instance
         */
        NamedCode.prototype.name = "";

        /**
         * Encodes the specified NamedCode message. Does not implicitly {@link auction.NamedCode.verify|verify} messages.
         * @function encode
         * @memberof auction.NamedCode
         * @static
         * @param {auction.NamedCode.$Properties} message NamedCode message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        NamedCode.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a NamedCode message from the specified reader or buffer.
         * @function decode
         * @memberof auction.NamedCode
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.NamedCode & auction.NamedCode.$Shape} NamedCode
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        NamedCode.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.NamedCode();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return NamedCode;
    })();

    auction.Names = (function() {

        /**
         * Properties of a Names.
         * @typedef {Object} auction.Names.$Properties
         * @property {Array.<auction.NamedCode.$Properties>|null} [carriers] Names carriers
         * @property {Array.<auction.NamedCode.$Properties>|null} [airports] Names airports
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Names.
         * @memberof auction
         * @interface INames
         * @augments auction.Names.$Properties
         * @deprecated Use auction.Names.$Properties instead.
         */

        /**
         * Shape of a Names.
         * @typedef {auction.Names.$Properties} auction.Names.$Shape
         */

        /**
         * Constructs a new Names.
         * @memberof auction
         * @classdesc Represents a Names.
         * @constructor
         * @param {auction.Names.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Names = function (properties) {
            this.carriers = [];
            this.airports = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Names carriers.
         * @member {Array.<auction.NamedCode.$Properties>} carriers
         * @memberof auction.Names
         * @instance
         */
        Names.prototype.carriers = $util.emptyArray;

        /**
         * Names airports.
         * @member {Array.<auction.NamedCode.$Properties>} airports
         * @memberof auction.Names
         * @instance
         */
        Names.prototype.airports = $util.emptyArray;

        /**
         * Encodes the specified Names message. Does not implicitly {@link auction.Names.verify|verify} messages.
         * @function encode
         * @memberof auction.Names
         * @static
         * @param {auction.Names.$Properties} message Names message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Names.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.carriers != null && message.carriers.length)
                for (let i = 0; i < message.carriers.length; ++i)
                    $root.auction.NamedCode.encode(message.carriers[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.airports != null && message.airports.length)
                for (let i = 0; i < message.airports.length; ++i)
                    $root.auction.NamedCode.encode(message.airports[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Names message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Names
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Names & auction.Names.$Shape} Names
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Names.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Names();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.carriers && message.carriers.length))
                            message.carriers = [];
                        message.carriers.push($root.auction.NamedCode.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.airports && message.airports.length))
                            message.airports = [];
                        message.airports.push($root.auction.NamedCode.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Names;
    })();

    auction.Itinerary = (function() {

        /**
         * Properties of an Itinerary.
         * @typedef {Object} auction.Itinerary.$Properties
         * @property {string|null} [key] Itinerary key
         * @property {number|null} [cost] Itinerary cost
         * @property {flights.Money.$Properties|null} [price] Itinerary price
         * @property {number|null} [durationMinutes] Itinerary durationMinutes
         * @property {number|null} [stops] Itinerary stops
         * @property {Array.<flights.OfferSlice.$Properties>|null} [slices] Itinerary slices
         * @property {Array.<auction.SellerOffer.$Properties>|null} [sellers] Itinerary sellers
         * @property {number|null} [similar] Itinerary similar
         * @property {number|null} [inconvenienceCost] Itinerary inconvenienceCost
         * @property {Array.<auction.NearbyAirport.$Properties>|null} [nearby] Itinerary nearby
         * @property {boolean|null} [differentAirports] Itinerary differentAirports
         * @property {auction.Co2Estimate.$Properties|null} [co2Estimate] Itinerary co2Estimate
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Itinerary.
         * @memberof auction
         * @interface IItinerary
         * @augments auction.Itinerary.$Properties
         * @deprecated Use auction.Itinerary.$Properties instead.
         */

        /**
         * Shape of an Itinerary.
         * @typedef {auction.Itinerary.$Properties} auction.Itinerary.$Shape
         */

        /**
         * Constructs a new Itinerary.
         * @memberof auction
         * @classdesc Represents an Itinerary.
         * @constructor
         * @param {auction.Itinerary.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Itinerary = function (properties) {
            this.slices = [];
            this.sellers = [];
            this.nearby = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Itinerary key.
         * @member {string} key
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.key = "";

        /**
         * Itinerary cost.
         * @member {number} cost
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.cost = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Itinerary price.
         * @member {flights.Money.$Properties|null|undefined} price
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.price = null;

        /**
         * Itinerary durationMinutes.
         * @member {number} durationMinutes
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.durationMinutes = 0;

        /**
         * Itinerary stops.
         * @member {number} stops
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.stops = 0;

        /**
         * Itinerary slices.
         * @member {Array.<flights.OfferSlice.$Properties>} slices
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.slices = $util.emptyArray;

        /**
         * Itinerary sellers.
         * @member {Array.<auction.SellerOffer.$Properties>} sellers
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.sellers = $util.emptyArray;

        /**
         * Itinerary similar.
         * @member {number} similar
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.similar = 0;

        /**
         * Itinerary inconvenienceCost.
         * @member {number|null|undefined} inconvenienceCost
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.inconvenienceCost = null;

        /**
         * Itinerary nearby.
         * @member {Array.<auction.NearbyAirport.$Properties>} nearby
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.nearby = $util.emptyArray;

        /**
         * Itinerary differentAirports.
         * @member {boolean|null|undefined} differentAirports
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.differentAirports = null;

        /**
         * Itinerary co2Estimate.
         * @member {auction.Co2Estimate.$Properties|null|undefined} co2Estimate
         * @memberof auction.Itinerary
         * @instance
         */
        Itinerary.prototype.co2Estimate = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Itinerary.prototype, "_inconvenienceCost", {
            get: $util.oneOfGetter($oneOfFields = ["inconvenienceCost"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Itinerary.prototype, "_differentAirports", {
            get: $util.oneOfGetter($oneOfFields = ["differentAirports"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Itinerary message. Does not implicitly {@link auction.Itinerary.verify|verify} messages.
         * @function encode
         * @memberof auction.Itinerary
         * @static
         * @param {auction.Itinerary.$Properties} message Itinerary message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Itinerary.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
            if (message.cost != null && $Object.hasOwnProperty.call(message, "cost") && (typeof message.cost === "object" ? message.cost.low || message.cost.high : message.cost !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).int64(message.cost);
            if (message.price != null && $Object.hasOwnProperty.call(message, "price"))
                $root.flights.Money.encode(message.price, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.durationMinutes != null && $Object.hasOwnProperty.call(message, "durationMinutes") && message.durationMinutes !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.durationMinutes);
            if (message.stops != null && $Object.hasOwnProperty.call(message, "stops") && message.stops !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.stops);
            if (message.slices != null && message.slices.length)
                for (let i = 0; i < message.slices.length; ++i)
                    $root.flights.OfferSlice.encode(message.slices[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.sellers != null && message.sellers.length)
                for (let i = 0; i < message.sellers.length; ++i)
                    $root.auction.SellerOffer.encode(message.sellers[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.similar != null && $Object.hasOwnProperty.call(message, "similar") && message.similar !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.similar);
            if (message.inconvenienceCost != null && $Object.hasOwnProperty.call(message, "inconvenienceCost"))
                writer.uint32(/* id 9, wireType 0 =*/72).int64(message.inconvenienceCost);
            if (message.nearby != null && message.nearby.length)
                for (let i = 0; i < message.nearby.length; ++i)
                    $root.auction.NearbyAirport.encode(message.nearby[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.differentAirports != null && $Object.hasOwnProperty.call(message, "differentAirports"))
                writer.uint32(/* id 11, wireType 0 =*/88).bool(message.differentAirports);
            if (message.co2Estimate != null && $Object.hasOwnProperty.call(message, "co2Estimate"))
                $root.auction.Co2Estimate.encode(message.co2Estimate, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Itinerary message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Itinerary
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Itinerary & auction.Itinerary.$Shape} Itinerary
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Itinerary.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Itinerary();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.cost = value;
                        else
                            delete message.cost;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.price = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.price);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.durationMinutes = value;
                        else
                            delete message.durationMinutes;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.stops = value;
                        else
                            delete message.stops;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.slices && message.slices.length))
                            message.slices = [];
                        message.slices.push($root.flights.OfferSlice.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.sellers && message.sellers.length))
                            message.sellers = [];
                        message.sellers.push($root.auction.SellerOffer.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.similar = value;
                        else
                            delete message.similar;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        message.inconvenienceCost = reader.int64();
                        message._inconvenienceCost = "inconvenienceCost";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.nearby && message.nearby.length))
                            message.nearby = [];
                        message.nearby.push($root.auction.NearbyAirport.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        message.differentAirports = reader.bool();
                        message._differentAirports = "differentAirports";
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.co2Estimate = $root.auction.Co2Estimate.decode(reader, reader.size(), $undefined, _depth + 1, message.co2Estimate);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Itinerary;
    })();

    auction.BidderReport = (function() {

        /**
         * Properties of a BidderReport.
         * @typedef {Object} auction.BidderReport.$Properties
         * @property {string|null} [bidder] BidderReport bidder
         * @property {auction.Outcome|null} [outcome] BidderReport outcome
         * @property {string|null} [instance] BidderReport instance
         * @property {number|null} [latencyMs] BidderReport latencyMs
         * @property {number|null} [offers] BidderReport offers
         * @property {string|null} [reason] BidderReport reason
         * @property {boolean|null} [hedged] BidderReport hedged
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BidderReport.
         * @memberof auction
         * @interface IBidderReport
         * @augments auction.BidderReport.$Properties
         * @deprecated Use auction.BidderReport.$Properties instead.
         */

        /**
         * Shape of a BidderReport.
         * @typedef {auction.BidderReport.$Properties} auction.BidderReport.$Shape
         */

        /**
         * Constructs a new BidderReport.
         * @memberof auction
         * @classdesc Represents a BidderReport.
         * @constructor
         * @param {auction.BidderReport.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BidderReport = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BidderReport bidder.
         * @member {string} bidder
         * @memberof auction.BidderReport
         * @instance
         */
        BidderReport.prototype.bidder = "";

        /**
         * BidderReport outcome.
         * @member {auction.Outcome} outcome
         * @memberof auction.BidderReport
         * @instance
         */
        BidderReport.prototype.outcome = 0;

        /**
         * BidderReport instance.
         * @member {string|null|undefined} instance
         * @memberof auction.BidderReport
         * @instance
         */
        BidderReport.prototype.instance = null;

        /**
         * BidderReport latencyMs.
         * @member {number|null|undefined} latencyMs
         * @memberof auction.BidderReport
         * @instance
         */
        BidderReport.prototype.latencyMs = null;

        /**
         * BidderReport offers.
         * @member {number} offers
         * @memberof auction.BidderReport
         * @instance
         */
        BidderReport.prototype.offers = 0;

        /**
         * BidderReport reason.
         * @member {string|null|undefined} reason
         * @memberof auction.BidderReport
         * @instance
         */
        BidderReport.prototype.reason = null;

        /**
         * BidderReport hedged.
         * @member {boolean} hedged
         * @memberof auction.BidderReport
         * @instance
         */
        BidderReport.prototype.hedged = false;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(BidderReport.prototype, "_instance", {
            get: $util.oneOfGetter($oneOfFields = ["instance"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(BidderReport.prototype, "_latencyMs", {
            get: $util.oneOfGetter($oneOfFields = ["latencyMs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(BidderReport.prototype, "_reason", {
            get: $util.oneOfGetter($oneOfFields = ["reason"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified BidderReport message. Does not implicitly {@link auction.BidderReport.verify|verify} messages.
         * @function encode
         * @memberof auction.BidderReport
         * @static
         * @param {auction.BidderReport.$Properties} message BidderReport message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BidderReport.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder") && message.bidder !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.bidder);
            if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.outcome);
            if (message.instance != null && $Object.hasOwnProperty.call(message, "instance"))
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.instance);
            if (message.latencyMs != null && $Object.hasOwnProperty.call(message, "latencyMs"))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.latencyMs);
            if (message.offers != null && $Object.hasOwnProperty.call(message, "offers") && message.offers !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.offers);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.reason);
            if (message.hedged != null && $Object.hasOwnProperty.call(message, "hedged") && message.hedged !== false)
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.hedged);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BidderReport message from the specified reader or buffer.
         * @function decode
         * @memberof auction.BidderReport
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.BidderReport & auction.BidderReport.$Shape} BidderReport
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BidderReport.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.BidderReport();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bidder = value;
                        else
                            delete message.bidder;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.outcome = value;
                        else
                            delete message.outcome;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.instance = reader.stringVerify();
                        message._instance = "instance";
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        message.latencyMs = reader.double();
                        message._latencyMs = "latencyMs";
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.offers = value;
                        else
                            delete message.offers;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.reason = reader.stringVerify();
                        message._reason = "reason";
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.hedged = value;
                        else
                            delete message.hedged;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BidderReport;
    })();

    auction.ExpectedGain = (function() {

        /**
         * Properties of an ExpectedGain.
         * @typedef {Object} auction.ExpectedGain.$Properties
         * @property {number|null} [amount] ExpectedGain amount
         * @property {string|null} [currency] ExpectedGain currency
         * @property {number|null} [low] ExpectedGain low
         * @property {number|null} [high] ExpectedGain high
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an ExpectedGain.
         * @memberof auction
         * @interface IExpectedGain
         * @augments auction.ExpectedGain.$Properties
         * @deprecated Use auction.ExpectedGain.$Properties instead.
         */

        /**
         * Shape of an ExpectedGain.
         * @typedef {auction.ExpectedGain.$Properties} auction.ExpectedGain.$Shape
         */

        /**
         * Constructs a new ExpectedGain.
         * @memberof auction
         * @classdesc Represents an ExpectedGain.
         * @constructor
         * @param {auction.ExpectedGain.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ExpectedGain = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ExpectedGain amount.
         * @member {number} amount
         * @memberof auction.ExpectedGain
         * @instance
         */
        ExpectedGain.prototype.amount = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * ExpectedGain currency.
         * @member {string} currency
         * @memberof auction.ExpectedGain
         * @instance
         */
        ExpectedGain.prototype.currency = "";

        /**
         * ExpectedGain low.
         * @member {number} low
         * @memberof auction.ExpectedGain
         * @instance
         */
        ExpectedGain.prototype.low = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * ExpectedGain high.
         * @member {number} high
         * @memberof auction.ExpectedGain
         * @instance
         */
        ExpectedGain.prototype.high = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Encodes the specified ExpectedGain message. Does not implicitly {@link auction.ExpectedGain.verify|verify} messages.
         * @function encode
         * @memberof auction.ExpectedGain
         * @static
         * @param {auction.ExpectedGain.$Properties} message ExpectedGain message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ExpectedGain.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.amount != null && $Object.hasOwnProperty.call(message, "amount") && (typeof message.amount === "object" ? message.amount.low || message.amount.high : message.amount !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).int64(message.amount);
            if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.currency);
            if (message.low != null && $Object.hasOwnProperty.call(message, "low") && (typeof message.low === "object" ? message.low.low || message.low.high : message.low !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).int64(message.low);
            if (message.high != null && $Object.hasOwnProperty.call(message, "high") && (typeof message.high === "object" ? message.high.low || message.high.high : message.high !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.high);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an ExpectedGain message from the specified reader or buffer.
         * @function decode
         * @memberof auction.ExpectedGain
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.ExpectedGain & auction.ExpectedGain.$Shape} ExpectedGain
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ExpectedGain.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.ExpectedGain();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.amount = value;
                        else
                            delete message.amount;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.currency = value;
                        else
                            delete message.currency;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.low = value;
                        else
                            delete message.low;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.high = value;
                        else
                            delete message.high;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ExpectedGain;
    })();

    auction.WaitingValue = (function() {

        /**
         * Properties of a WaitingValue.
         * @typedef {Object} auction.WaitingValue.$Properties
         * @property {auction.ExpectedGain.$Properties|null} [expectedGain] WaitingValue expectedGain
         * @property {number|null} [waitMs] WaitingValue waitMs
         * @property {flights.Money.$Properties|null} [pricePerSecond] WaitingValue pricePerSecond
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WaitingValue.
         * @memberof auction
         * @interface IWaitingValue
         * @augments auction.WaitingValue.$Properties
         * @deprecated Use auction.WaitingValue.$Properties instead.
         */

        /**
         * Shape of a WaitingValue.
         * @typedef {auction.WaitingValue.$Properties} auction.WaitingValue.$Shape
         */

        /**
         * Constructs a new WaitingValue.
         * @memberof auction
         * @classdesc Represents a WaitingValue.
         * @constructor
         * @param {auction.WaitingValue.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const WaitingValue = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WaitingValue expectedGain.
         * @member {auction.ExpectedGain.$Properties|null|undefined} expectedGain
         * @memberof auction.WaitingValue
         * @instance
         */
        WaitingValue.prototype.expectedGain = null;

        /**
         * WaitingValue waitMs.
         * @member {number} waitMs
         * @memberof auction.WaitingValue
         * @instance
         */
        WaitingValue.prototype.waitMs = 0;

        /**
         * WaitingValue pricePerSecond.
         * @member {flights.Money.$Properties|null|undefined} pricePerSecond
         * @memberof auction.WaitingValue
         * @instance
         */
        WaitingValue.prototype.pricePerSecond = null;

        /**
         * Encodes the specified WaitingValue message. Does not implicitly {@link auction.WaitingValue.verify|verify} messages.
         * @function encode
         * @memberof auction.WaitingValue
         * @static
         * @param {auction.WaitingValue.$Properties} message WaitingValue message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WaitingValue.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.expectedGain != null && $Object.hasOwnProperty.call(message, "expectedGain"))
                $root.auction.ExpectedGain.encode(message.expectedGain, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.waitMs != null && $Object.hasOwnProperty.call(message, "waitMs") && !$Object.is(message.waitMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.waitMs);
            if (message.pricePerSecond != null && $Object.hasOwnProperty.call(message, "pricePerSecond"))
                $root.flights.Money.encode(message.pricePerSecond, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WaitingValue message from the specified reader or buffer.
         * @function decode
         * @memberof auction.WaitingValue
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.WaitingValue & auction.WaitingValue.$Shape} WaitingValue
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WaitingValue.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.WaitingValue();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.expectedGain = $root.auction.ExpectedGain.decode(reader, reader.size(), $undefined, _depth + 1, message.expectedGain);
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.waitMs = value;
                        else
                            delete message.waitMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.pricePerSecond = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.pricePerSecond);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return WaitingValue;
    })();

    auction.SearchResult = (function() {

        /**
         * Properties of a SearchResult.
         * @typedef {Object} auction.SearchResult.$Properties
         * @property {string|null} [searchId] SearchResult searchId
         * @property {auction.EndedBy|null} [endedBy] SearchResult endedBy
         * @property {boolean|null} [partial] SearchResult partial
         * @property {number|null} [elapsedMs] SearchResult elapsedMs
         * @property {number|null} [deadlineMs] SearchResult deadlineMs
         * @property {Array.<auction.Itinerary.$Properties>|null} [itineraries] SearchResult itineraries
         * @property {Array.<auction.BidderReport.$Properties>|null} [bidders] SearchResult bidders
         * @property {auction.Names.$Properties|null} [names] SearchResult names
         * @property {string|null} [arm] SearchResult arm
         * @property {auction.WaitingValue.$Properties|null} [waiting] SearchResult waiting
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SearchResult.
         * @memberof auction
         * @interface ISearchResult
         * @augments auction.SearchResult.$Properties
         * @deprecated Use auction.SearchResult.$Properties instead.
         */

        /**
         * Shape of a SearchResult.
         * @typedef {auction.SearchResult.$Properties} auction.SearchResult.$Shape
         */

        /**
         * Constructs a new SearchResult.
         * @memberof auction
         * @classdesc Represents a SearchResult.
         * @constructor
         * @param {auction.SearchResult.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SearchResult = function (properties) {
            this.itineraries = [];
            this.bidders = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SearchResult searchId.
         * @member {string} searchId
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.searchId = "";

        /**
         * SearchResult endedBy.
         * @member {auction.EndedBy} endedBy
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.endedBy = 0;

        /**
         * SearchResult partial.
         * @member {boolean} partial
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.partial = false;

        /**
         * SearchResult elapsedMs.
         * @member {number} elapsedMs
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.elapsedMs = 0;

        /**
         * SearchResult deadlineMs.
         * @member {number} deadlineMs
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.deadlineMs = 0;

        /**
         * SearchResult itineraries.
         * @member {Array.<auction.Itinerary.$Properties>} itineraries
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.itineraries = $util.emptyArray;

        /**
         * SearchResult bidders.
         * @member {Array.<auction.BidderReport.$Properties>} bidders
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.bidders = $util.emptyArray;

        /**
         * SearchResult names.
         * @member {auction.Names.$Properties|null|undefined} names
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.names = null;

        /**
         * SearchResult arm.
         * @member {string|null|undefined} arm
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.arm = null;

        /**
         * SearchResult waiting.
         * @member {auction.WaitingValue.$Properties|null|undefined} waiting
         * @memberof auction.SearchResult
         * @instance
         */
        SearchResult.prototype.waiting = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchResult.prototype, "_arm", {
            get: $util.oneOfGetter($oneOfFields = ["arm"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified SearchResult message. Does not implicitly {@link auction.SearchResult.verify|verify} messages.
         * @function encode
         * @memberof auction.SearchResult
         * @static
         * @param {auction.SearchResult.$Properties} message SearchResult message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SearchResult.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.searchId != null && $Object.hasOwnProperty.call(message, "searchId") && message.searchId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.searchId);
            if (message.endedBy != null && $Object.hasOwnProperty.call(message, "endedBy") && message.endedBy !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.endedBy);
            if (message.partial != null && $Object.hasOwnProperty.call(message, "partial") && message.partial !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.partial);
            if (message.elapsedMs != null && $Object.hasOwnProperty.call(message, "elapsedMs") && !$Object.is(message.elapsedMs, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.elapsedMs);
            if (message.deadlineMs != null && $Object.hasOwnProperty.call(message, "deadlineMs") && message.deadlineMs !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.deadlineMs);
            if (message.itineraries != null && message.itineraries.length)
                for (let i = 0; i < message.itineraries.length; ++i)
                    $root.auction.Itinerary.encode(message.itineraries[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.bidders != null && message.bidders.length)
                for (let i = 0; i < message.bidders.length; ++i)
                    $root.auction.BidderReport.encode(message.bidders[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.names != null && $Object.hasOwnProperty.call(message, "names"))
                $root.auction.Names.encode(message.names, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.arm != null && $Object.hasOwnProperty.call(message, "arm"))
                writer.uint32(/* id 11, wireType 2 =*/90).string(message.arm);
            if (message.waiting != null && $Object.hasOwnProperty.call(message, "waiting"))
                $root.auction.WaitingValue.encode(message.waiting, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SearchResult message from the specified reader or buffer.
         * @function decode
         * @memberof auction.SearchResult
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.SearchResult & auction.SearchResult.$Shape} SearchResult
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SearchResult.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.SearchResult();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.searchId = value;
                        else
                            delete message.searchId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.endedBy = value;
                        else
                            delete message.endedBy;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.partial = value;
                        else
                            delete message.partial;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.elapsedMs = value;
                        else
                            delete message.elapsedMs;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.deadlineMs = value;
                        else
                            delete message.deadlineMs;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.itineraries && message.itineraries.length))
                            message.itineraries = [];
                        message.itineraries.push($root.auction.Itinerary.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.bidders && message.bidders.length))
                            message.bidders = [];
                        message.bidders.push($root.auction.BidderReport.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.names = $root.auction.Names.decode(reader, reader.size(), $undefined, _depth + 1, message.names);
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.arm = reader.stringVerify();
                        message._arm = "arm";
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.waiting = $root.auction.WaitingValue.decode(reader, reader.size(), $undefined, _depth + 1, message.waiting);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SearchResult;
    })();

    auction.Opened = (function() {

        /**
         * Properties of an Opened.
         * @typedef {Object} auction.Opened.$Properties
         * @property {string|null} [searchId] Opened searchId
         * @property {number|null} [deadlineMs] Opened deadlineMs
         * @property {Array.<string>|null} [expected] Opened expected
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Opened.
         * @memberof auction
         * @interface IOpened
         * @augments auction.Opened.$Properties
         * @deprecated Use auction.Opened.$Properties instead.
         */

        /**
         * Shape of an Opened.
         * @typedef {auction.Opened.$Properties} auction.Opened.$Shape
         */

        /**
         * Constructs a new Opened.
         * @memberof auction
         * @classdesc Represents an Opened.
         * @constructor
         * @param {auction.Opened.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Opened = function (properties) {
            this.expected = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Opened searchId.
         * @member {string} searchId
         * @memberof auction.Opened
         * @instance
         */
        Opened.prototype.searchId = "";

        /**
         * Opened deadlineMs.
         * @member {number} deadlineMs
         * @memberof auction.Opened
         * @instance
         */
        Opened.prototype.deadlineMs = 0;

        /**
         * Opened expected.
         * @member {Array.<string>} expected
         * @memberof auction.Opened
         * @instance
         */
        Opened.prototype.expected = $util.emptyArray;

        /**
         * Encodes the specified Opened message. Does not implicitly {@link auction.Opened.verify|verify} messages.
         * @function encode
         * @memberof auction.Opened
         * @static
         * @param {auction.Opened.$Properties} message Opened message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Opened.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.searchId != null && $Object.hasOwnProperty.call(message, "searchId") && message.searchId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.searchId);
            if (message.deadlineMs != null && $Object.hasOwnProperty.call(message, "deadlineMs") && message.deadlineMs !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.deadlineMs);
            if (message.expected != null && message.expected.length)
                for (let i = 0; i < message.expected.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.expected[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Opened message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Opened
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Opened & auction.Opened.$Shape} Opened
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Opened.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Opened();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.searchId = value;
                        else
                            delete message.searchId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.deadlineMs = value;
                        else
                            delete message.deadlineMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.expected && message.expected.length))
                            message.expected = [];
                        message.expected.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Opened;
    })();

    auction.Snapshot = (function() {

        /**
         * Properties of a Snapshot.
         * @typedef {Object} auction.Snapshot.$Properties
         * @property {Array.<auction.Itinerary.$Properties>|null} [itineraries] Snapshot itineraries
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Snapshot.
         * @memberof auction
         * @interface ISnapshot
         * @augments auction.Snapshot.$Properties
         * @deprecated Use auction.Snapshot.$Properties instead.
         */

        /**
         * Shape of a Snapshot.
         * @typedef {auction.Snapshot.$Properties} auction.Snapshot.$Shape
         */

        /**
         * Constructs a new Snapshot.
         * @memberof auction
         * @classdesc Represents a Snapshot.
         * @constructor
         * @param {auction.Snapshot.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Snapshot = function (properties) {
            this.itineraries = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Snapshot itineraries.
         * @member {Array.<auction.Itinerary.$Properties>} itineraries
         * @memberof auction.Snapshot
         * @instance
         */
        Snapshot.prototype.itineraries = $util.emptyArray;

        /**
         * Encodes the specified Snapshot message. Does not implicitly {@link auction.Snapshot.verify|verify} messages.
         * @function encode
         * @memberof auction.Snapshot
         * @static
         * @param {auction.Snapshot.$Properties} message Snapshot message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Snapshot.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.itineraries != null && message.itineraries.length)
                for (let i = 0; i < message.itineraries.length; ++i)
                    $root.auction.Itinerary.encode(message.itineraries[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Snapshot message from the specified reader or buffer.
         * @function decode
         * @memberof auction.Snapshot
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.Snapshot & auction.Snapshot.$Shape} Snapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Snapshot.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.Snapshot();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.itineraries && message.itineraries.length))
                            message.itineraries = [];
                        message.itineraries.push($root.auction.Itinerary.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Snapshot;
    })();

    auction.TimelineBid = (function() {

        /**
         * Properties of a TimelineBid.
         * @typedef {Object} auction.TimelineBid.$Properties
         * @property {number|null} [atMs] TimelineBid atMs
         * @property {string|null} [instance] TimelineBid instance
         * @property {number|null} [offers] TimelineBid offers
         * @property {boolean|null} [final] TimelineBid final
         * @property {flights.Money.$Properties|null} [floor] TimelineBid floor
         * @property {number|null} [queuedMs] TimelineBid queuedMs
         * @property {number|null} [workMs] TimelineBid workMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TimelineBid.
         * @memberof auction
         * @interface ITimelineBid
         * @augments auction.TimelineBid.$Properties
         * @deprecated Use auction.TimelineBid.$Properties instead.
         */

        /**
         * Shape of a TimelineBid.
         * @typedef {auction.TimelineBid.$Properties} auction.TimelineBid.$Shape
         */

        /**
         * Constructs a new TimelineBid.
         * @memberof auction
         * @classdesc Represents a TimelineBid.
         * @constructor
         * @param {auction.TimelineBid.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TimelineBid = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TimelineBid atMs.
         * @member {number} atMs
         * @memberof auction.TimelineBid
         * @instance
         */
        TimelineBid.prototype.atMs = 0;

        /**
         * TimelineBid instance.
         * @member {string} instance
         * @memberof auction.TimelineBid
         * @instance
         */
        TimelineBid.prototype.instance = "";

        /**
         * TimelineBid offers.
         * @member {number} offers
         * @memberof auction.TimelineBid
         * @instance
         */
        TimelineBid.prototype.offers = 0;

        /**
         * TimelineBid final.
         * @member {boolean} final
         * @memberof auction.TimelineBid
         * @instance
         */
        TimelineBid.prototype.final = false;

        /**
         * TimelineBid floor.
         * @member {flights.Money.$Properties|null|undefined} floor
         * @memberof auction.TimelineBid
         * @instance
         */
        TimelineBid.prototype.floor = null;

        /**
         * TimelineBid queuedMs.
         * @member {number|null|undefined} queuedMs
         * @memberof auction.TimelineBid
         * @instance
         */
        TimelineBid.prototype.queuedMs = null;

        /**
         * TimelineBid workMs.
         * @member {number|null|undefined} workMs
         * @memberof auction.TimelineBid
         * @instance
         */
        TimelineBid.prototype.workMs = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(TimelineBid.prototype, "_queuedMs", {
            get: $util.oneOfGetter($oneOfFields = ["queuedMs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(TimelineBid.prototype, "_workMs", {
            get: $util.oneOfGetter($oneOfFields = ["workMs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified TimelineBid message. Does not implicitly {@link auction.TimelineBid.verify|verify} messages.
         * @function encode
         * @memberof auction.TimelineBid
         * @static
         * @param {auction.TimelineBid.$Properties} message TimelineBid message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TimelineBid.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.atMs);
            if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.instance);
            if (message.offers != null && $Object.hasOwnProperty.call(message, "offers") && message.offers !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.offers);
            if (message.final != null && $Object.hasOwnProperty.call(message, "final") && message.final !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.final);
            if (message.floor != null && $Object.hasOwnProperty.call(message, "floor"))
                $root.flights.Money.encode(message.floor, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.queuedMs != null && $Object.hasOwnProperty.call(message, "queuedMs"))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.queuedMs);
            if (message.workMs != null && $Object.hasOwnProperty.call(message, "workMs"))
                writer.uint32(/* id 7, wireType 1 =*/57).double(message.workMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TimelineBid message from the specified reader or buffer.
         * @function decode
         * @memberof auction.TimelineBid
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.TimelineBid & auction.TimelineBid.$Shape} TimelineBid
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TimelineBid.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.TimelineBid();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.atMs = value;
                        else
                            delete message.atMs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instance = value;
                        else
                            delete message.instance;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.offers = value;
                        else
                            delete message.offers;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.final = value;
                        else
                            delete message.final;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.floor = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.floor);
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        message.queuedMs = reader.double();
                        message._queuedMs = "queuedMs";
                        continue;
                    }
                case 7: {
                        if (wireType !== 1)
                            break;
                        message.workMs = reader.double();
                        message._workMs = "workMs";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TimelineBid;
    })();

    auction.TimelineHedge = (function() {

        /**
         * Properties of a TimelineHedge.
         * @typedef {Object} auction.TimelineHedge.$Properties
         * @property {number|null} [atMs] TimelineHedge atMs
         * @property {string|null} [instance] TimelineHedge instance
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TimelineHedge.
         * @memberof auction
         * @interface ITimelineHedge
         * @augments auction.TimelineHedge.$Properties
         * @deprecated Use auction.TimelineHedge.$Properties instead.
         */

        /**
         * Shape of a TimelineHedge.
         * @typedef {auction.TimelineHedge.$Properties} auction.TimelineHedge.$Shape
         */

        /**
         * Constructs a new TimelineHedge.
         * @memberof auction
         * @classdesc Represents a TimelineHedge.
         * @constructor
         * @param {auction.TimelineHedge.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TimelineHedge = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TimelineHedge atMs.
         * @member {number} atMs
         * @memberof auction.TimelineHedge
         * @instance
         */
        TimelineHedge.prototype.atMs = 0;

        /**
         * TimelineHedge instance.
         * @member {string} instance
         * @memberof auction.TimelineHedge
         * @instance
         */
        TimelineHedge.prototype.instance = "";

        /**
         * Encodes the specified TimelineHedge message. Does not implicitly {@link auction.TimelineHedge.verify|verify} messages.
         * @function encode
         * @memberof auction.TimelineHedge
         * @static
         * @param {auction.TimelineHedge.$Properties} message TimelineHedge message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TimelineHedge.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.atMs);
            if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.instance);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TimelineHedge message from the specified reader or buffer.
         * @function decode
         * @memberof auction.TimelineHedge
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.TimelineHedge & auction.TimelineHedge.$Shape} TimelineHedge
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TimelineHedge.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.TimelineHedge();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.atMs = value;
                        else
                            delete message.atMs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instance = value;
                        else
                            delete message.instance;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TimelineHedge;
    })();

    auction.TimelineQuorum = (function() {

        /**
         * Properties of a TimelineQuorum.
         * @typedef {Object} auction.TimelineQuorum.$Properties
         * @property {number|null} [bidders] TimelineQuorum bidders
         * @property {Array.<string>|null} [required] TimelineQuorum required
         * @property {number|null} [metAtMs] TimelineQuorum metAtMs
         * @property {number|null} [graceEndMs] TimelineQuorum graceEndMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TimelineQuorum.
         * @memberof auction
         * @interface ITimelineQuorum
         * @augments auction.TimelineQuorum.$Properties
         * @deprecated Use auction.TimelineQuorum.$Properties instead.
         */

        /**
         * Shape of a TimelineQuorum.
         * @typedef {auction.TimelineQuorum.$Properties} auction.TimelineQuorum.$Shape
         */

        /**
         * Constructs a new TimelineQuorum.
         * @memberof auction
         * @classdesc Represents a TimelineQuorum.
         * @constructor
         * @param {auction.TimelineQuorum.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TimelineQuorum = function (properties) {
            this.required = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TimelineQuorum bidders.
         * @member {number} bidders
         * @memberof auction.TimelineQuorum
         * @instance
         */
        TimelineQuorum.prototype.bidders = 0;

        /**
         * TimelineQuorum required.
         * @member {Array.<string>} required
         * @memberof auction.TimelineQuorum
         * @instance
         */
        TimelineQuorum.prototype.required = $util.emptyArray;

        /**
         * TimelineQuorum metAtMs.
         * @member {number|null|undefined} metAtMs
         * @memberof auction.TimelineQuorum
         * @instance
         */
        TimelineQuorum.prototype.metAtMs = null;

        /**
         * TimelineQuorum graceEndMs.
         * @member {number|null|undefined} graceEndMs
         * @memberof auction.TimelineQuorum
         * @instance
         */
        TimelineQuorum.prototype.graceEndMs = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(TimelineQuorum.prototype, "_metAtMs", {
            get: $util.oneOfGetter($oneOfFields = ["metAtMs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(TimelineQuorum.prototype, "_graceEndMs", {
            get: $util.oneOfGetter($oneOfFields = ["graceEndMs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified TimelineQuorum message. Does not implicitly {@link auction.TimelineQuorum.verify|verify} messages.
         * @function encode
         * @memberof auction.TimelineQuorum
         * @static
         * @param {auction.TimelineQuorum.$Properties} message TimelineQuorum message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TimelineQuorum.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidders != null && $Object.hasOwnProperty.call(message, "bidders") && message.bidders !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.bidders);
            if (message.required != null && message.required.length)
                for (let i = 0; i < message.required.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.required[i]);
            if (message.metAtMs != null && $Object.hasOwnProperty.call(message, "metAtMs"))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.metAtMs);
            if (message.graceEndMs != null && $Object.hasOwnProperty.call(message, "graceEndMs"))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.graceEndMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TimelineQuorum message from the specified reader or buffer.
         * @function decode
         * @memberof auction.TimelineQuorum
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.TimelineQuorum & auction.TimelineQuorum.$Shape} TimelineQuorum
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TimelineQuorum.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.TimelineQuorum();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.bidders = value;
                        else
                            delete message.bidders;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.required && message.required.length))
                            message.required = [];
                        message.required.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        message.metAtMs = reader.double();
                        message._metAtMs = "metAtMs";
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        message.graceEndMs = reader.double();
                        message._graceEndMs = "graceEndMs";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TimelineQuorum;
    })();

    auction.BestPrice = (function() {

        /**
         * Properties of a BestPrice.
         * @typedef {Object} auction.BestPrice.$Properties
         * @property {number|null} [atMs] BestPrice atMs
         * @property {flights.Money.$Properties|null} [price] BestPrice price
         * @property {flights.Money.$Properties|null} [last] BestPrice last
         * @property {number|null} [shown] BestPrice shown
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BestPrice.
         * @memberof auction
         * @interface IBestPrice
         * @augments auction.BestPrice.$Properties
         * @deprecated Use auction.BestPrice.$Properties instead.
         */

        /**
         * Shape of a BestPrice.
         * @typedef {auction.BestPrice.$Properties} auction.BestPrice.$Shape
         */

        /**
         * Constructs a new BestPrice.
         * @memberof auction
         * @classdesc Represents a BestPrice.
         * @constructor
         * @param {auction.BestPrice.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BestPrice = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BestPrice atMs.
         * @member {number} atMs
         * @memberof auction.BestPrice
         * @instance
         */
        BestPrice.prototype.atMs = 0;

        /**
         * BestPrice price.
         * @member {flights.Money.$Properties|null|undefined} price
         * @memberof auction.BestPrice
         * @instance
         */
        BestPrice.prototype.price = null;

        /**
         * BestPrice last.
         * @member {flights.Money.$Properties|null|undefined} last
         * @memberof auction.BestPrice
         * @instance
         */
        BestPrice.prototype.last = null;

        /**
         * BestPrice shown.
         * @member {number} shown
         * @memberof auction.BestPrice
         * @instance
         */
        BestPrice.prototype.shown = 0;

        /**
         * Encodes the specified BestPrice message. Does not implicitly {@link auction.BestPrice.verify|verify} messages.
         * @function encode
         * @memberof auction.BestPrice
         * @static
         * @param {auction.BestPrice.$Properties} message BestPrice message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BestPrice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.atMs);
            if (message.price != null && $Object.hasOwnProperty.call(message, "price"))
                $root.flights.Money.encode(message.price, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.last != null && $Object.hasOwnProperty.call(message, "last"))
                $root.flights.Money.encode(message.last, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.shown != null && $Object.hasOwnProperty.call(message, "shown") && message.shown !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.shown);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BestPrice message from the specified reader or buffer.
         * @function decode
         * @memberof auction.BestPrice
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.BestPrice & auction.BestPrice.$Shape} BestPrice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BestPrice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.BestPrice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.atMs = value;
                        else
                            delete message.atMs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.price = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.price);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.last = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.last);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.shown = value;
                        else
                            delete message.shown;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BestPrice;
    })();

    auction.ProgressStep = (function() {

        /**
         * Properties of a ProgressStep.
         * @typedef {Object} auction.ProgressStep.$Properties
         * @property {number|null} [calledAtMs] ProgressStep calledAtMs
         * @property {auction.TimelineQuorum.$Properties|null} [quorum] ProgressStep quorum
         * @property {string|null} [bidder] ProgressStep bidder
         * @property {auction.TimelineBid.$Properties|null} [bid] ProgressStep bid
         * @property {auction.TimelineHedge.$Properties|null} [hedge] ProgressStep hedge
         * @property {auction.BestPrice.$Properties|null} [best] ProgressStep best
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ProgressStep.
         * @memberof auction
         * @interface IProgressStep
         * @augments auction.ProgressStep.$Properties
         * @deprecated Use auction.ProgressStep.$Properties instead.
         */

        /**
         * Shape of a ProgressStep.
         * @typedef {auction.ProgressStep.$Properties} auction.ProgressStep.$Shape
         */

        /**
         * Constructs a new ProgressStep.
         * @memberof auction
         * @classdesc Represents a ProgressStep.
         * @constructor
         * @param {auction.ProgressStep.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ProgressStep = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ProgressStep calledAtMs.
         * @member {number|null|undefined} calledAtMs
         * @memberof auction.ProgressStep
         * @instance
         */
        ProgressStep.prototype.calledAtMs = null;

        /**
         * ProgressStep quorum.
         * @member {auction.TimelineQuorum.$Properties|null|undefined} quorum
         * @memberof auction.ProgressStep
         * @instance
         */
        ProgressStep.prototype.quorum = null;

        /**
         * ProgressStep bidder.
         * @member {string|null|undefined} bidder
         * @memberof auction.ProgressStep
         * @instance
         */
        ProgressStep.prototype.bidder = null;

        /**
         * ProgressStep bid.
         * @member {auction.TimelineBid.$Properties|null|undefined} bid
         * @memberof auction.ProgressStep
         * @instance
         */
        ProgressStep.prototype.bid = null;

        /**
         * ProgressStep hedge.
         * @member {auction.TimelineHedge.$Properties|null|undefined} hedge
         * @memberof auction.ProgressStep
         * @instance
         */
        ProgressStep.prototype.hedge = null;

        /**
         * ProgressStep best.
         * @member {auction.BestPrice.$Properties|null|undefined} best
         * @memberof auction.ProgressStep
         * @instance
         */
        ProgressStep.prototype.best = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(ProgressStep.prototype, "_calledAtMs", {
            get: $util.oneOfGetter($oneOfFields = ["calledAtMs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(ProgressStep.prototype, "_bidder", {
            get: $util.oneOfGetter($oneOfFields = ["bidder"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified ProgressStep message. Does not implicitly {@link auction.ProgressStep.verify|verify} messages.
         * @function encode
         * @memberof auction.ProgressStep
         * @static
         * @param {auction.ProgressStep.$Properties} message ProgressStep message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ProgressStep.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.calledAtMs != null && $Object.hasOwnProperty.call(message, "calledAtMs"))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.calledAtMs);
            if (message.quorum != null && $Object.hasOwnProperty.call(message, "quorum"))
                $root.auction.TimelineQuorum.encode(message.quorum, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder"))
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.bidder);
            if (message.bid != null && $Object.hasOwnProperty.call(message, "bid"))
                $root.auction.TimelineBid.encode(message.bid, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.hedge != null && $Object.hasOwnProperty.call(message, "hedge"))
                $root.auction.TimelineHedge.encode(message.hedge, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.best != null && $Object.hasOwnProperty.call(message, "best"))
                $root.auction.BestPrice.encode(message.best, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ProgressStep message from the specified reader or buffer.
         * @function decode
         * @memberof auction.ProgressStep
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {auction.ProgressStep & auction.ProgressStep.$Shape} ProgressStep
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ProgressStep.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.auction.ProgressStep();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        message.calledAtMs = reader.double();
                        message._calledAtMs = "calledAtMs";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.quorum = $root.auction.TimelineQuorum.decode(reader, reader.size(), $undefined, _depth + 1, message.quorum);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.bidder = reader.stringVerify();
                        message._bidder = "bidder";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.bid = $root.auction.TimelineBid.decode(reader, reader.size(), $undefined, _depth + 1, message.bid);
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.hedge = $root.auction.TimelineHedge.decode(reader, reader.size(), $undefined, _depth + 1, message.hedge);
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.best = $root.auction.BestPrice.decode(reader, reader.size(), $undefined, _depth + 1, message.best);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ProgressStep;
    })();

    return auction;
})();

export const flights = $root.flights = (() => {

    /**
     * Namespace flights.
     * @exports flights
     * @namespace
     */
    const flights = {};

    /**
     * Sort enum.
     * @name flights.Sort
     * @enum {number}
     * @property {number} SORT_UNSPECIFIED=0 SORT_UNSPECIFIED value
     * @property {number} SORT_BEST=1 SORT_BEST value
     * @property {number} SORT_PRICE=2 SORT_PRICE value
     * @property {number} SORT_DURATION=3 SORT_DURATION value
     */
    flights.Sort = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "SORT_UNSPECIFIED"] = 0;
        values[valuesById[1] = "SORT_BEST"] = 1;
        values[valuesById[2] = "SORT_PRICE"] = 2;
        values[valuesById[3] = "SORT_DURATION"] = 3;
        return values;
    })();

    flights.Slice = (function() {

        /**
         * Properties of a Slice.
         * @typedef {Object} flights.Slice.$Properties
         * @property {string|null} [origin] Slice origin
         * @property {string|null} [destination] Slice destination
         * @property {string|null} [departureDate] Slice departureDate
         * @property {Array.<string>|null} [origins] Slice origins
         * @property {Array.<string>|null} [destinations] Slice destinations
         * @property {flights.DayRange.$Properties|null} [departureDates] Slice departureDates
         * @property {flights.TimeWindow.$Properties|null} [departure] Slice departure
         * @property {flights.TimeWindow.$Properties|null} [arrival] Slice arrival
         * @property {flights.SearchPlace.$Properties|null} [originPlace] Slice originPlace
         * @property {flights.SearchPlace.$Properties|null} [destinationPlace] Slice destinationPlace
         * @property {number|null} [flexDays] Slice flexDays
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Slice.
         * @memberof flights
         * @interface ISlice
         * @augments flights.Slice.$Properties
         * @deprecated Use flights.Slice.$Properties instead.
         */

        /**
         * Shape of a Slice.
         * @typedef {flights.Slice.$Properties} flights.Slice.$Shape
         */

        /**
         * Constructs a new Slice.
         * @memberof flights
         * @classdesc Represents a Slice.
         * @constructor
         * @param {flights.Slice.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Slice = function (properties) {
            this.origins = [];
            this.destinations = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Slice origin.
         * @member {string} origin
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.origin = "";

        /**
         * Slice destination.
         * @member {string} destination
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.destination = "";

        /**
         * Slice departureDate.
         * @member {string} departureDate
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.departureDate = "";

        /**
         * Slice origins.
         * @member {Array.<string>} origins
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.origins = $util.emptyArray;

        /**
         * Slice destinations.
         * @member {Array.<string>} destinations
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.destinations = $util.emptyArray;

        /**
         * Slice departureDates.
         * @member {flights.DayRange.$Properties|null|undefined} departureDates
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.departureDates = null;

        /**
         * Slice departure.
         * @member {flights.TimeWindow.$Properties|null|undefined} departure
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.departure = null;

        /**
         * Slice arrival.
         * @member {flights.TimeWindow.$Properties|null|undefined} arrival
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.arrival = null;

        /**
         * Slice originPlace.
         * @member {flights.SearchPlace.$Properties|null|undefined} originPlace
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.originPlace = null;

        /**
         * Slice destinationPlace.
         * @member {flights.SearchPlace.$Properties|null|undefined} destinationPlace
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.destinationPlace = null;

        /**
         * Slice flexDays.
         * @member {number|null|undefined} flexDays
         * @memberof flights.Slice
         * @instance
         */
        Slice.prototype.flexDays = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Slice.prototype, "_flexDays", {
            get: $util.oneOfGetter($oneOfFields = ["flexDays"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Slice message. Does not implicitly {@link flights.Slice.verify|verify} messages.
         * @function encode
         * @memberof flights.Slice
         * @static
         * @param {flights.Slice.$Properties} message Slice message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Slice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.origin);
            if (message.destination != null && $Object.hasOwnProperty.call(message, "destination") && message.destination !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.destination);
            if (message.departureDate != null && $Object.hasOwnProperty.call(message, "departureDate") && message.departureDate !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.departureDate);
            if (message.origins != null && message.origins.length)
                for (let i = 0; i < message.origins.length; ++i)
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.origins[i]);
            if (message.destinations != null && message.destinations.length)
                for (let i = 0; i < message.destinations.length; ++i)
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.destinations[i]);
            if (message.departureDates != null && $Object.hasOwnProperty.call(message, "departureDates"))
                $root.flights.DayRange.encode(message.departureDates, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.departure != null && $Object.hasOwnProperty.call(message, "departure"))
                $root.flights.TimeWindow.encode(message.departure, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.arrival != null && $Object.hasOwnProperty.call(message, "arrival"))
                $root.flights.TimeWindow.encode(message.arrival, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.originPlace != null && $Object.hasOwnProperty.call(message, "originPlace"))
                $root.flights.SearchPlace.encode(message.originPlace, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.destinationPlace != null && $Object.hasOwnProperty.call(message, "destinationPlace"))
                $root.flights.SearchPlace.encode(message.destinationPlace, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.flexDays != null && $Object.hasOwnProperty.call(message, "flexDays"))
                writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.flexDays);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Slice message from the specified reader or buffer.
         * @function decode
         * @memberof flights.Slice
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.Slice & flights.Slice.$Shape} Slice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Slice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.Slice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.origin = value;
                        else
                            delete message.origin;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.destination = value;
                        else
                            delete message.destination;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.departureDate = value;
                        else
                            delete message.departureDate;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.origins && message.origins.length))
                            message.origins = [];
                        message.origins.push(reader.stringVerify());
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.destinations && message.destinations.length))
                            message.destinations = [];
                        message.destinations.push(reader.stringVerify());
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.departureDates = $root.flights.DayRange.decode(reader, reader.size(), $undefined, _depth + 1, message.departureDates);
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.departure = $root.flights.TimeWindow.decode(reader, reader.size(), $undefined, _depth + 1, message.departure);
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.arrival = $root.flights.TimeWindow.decode(reader, reader.size(), $undefined, _depth + 1, message.arrival);
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.originPlace = $root.flights.SearchPlace.decode(reader, reader.size(), $undefined, _depth + 1, message.originPlace);
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.destinationPlace = $root.flights.SearchPlace.decode(reader, reader.size(), $undefined, _depth + 1, message.destinationPlace);
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        message.flexDays = reader.uint32();
                        message._flexDays = "flexDays";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Slice;
    })();

    flights.Passengers = (function() {

        /**
         * Properties of a Passengers.
         * @typedef {Object} flights.Passengers.$Properties
         * @property {number|null} [adults] Passengers adults
         * @property {number|null} [children] Passengers children
         * @property {number|null} [infants] Passengers infants
         * @property {Array.<number>|null} [ages] Passengers ages
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Passengers.
         * @memberof flights
         * @interface IPassengers
         * @augments flights.Passengers.$Properties
         * @deprecated Use flights.Passengers.$Properties instead.
         */

        /**
         * Shape of a Passengers.
         * @typedef {flights.Passengers.$Properties} flights.Passengers.$Shape
         */

        /**
         * Constructs a new Passengers.
         * @memberof flights
         * @classdesc Represents a Passengers.
         * @constructor
         * @param {flights.Passengers.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Passengers = function (properties) {
            this.ages = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Passengers adults.
         * @member {number|null|undefined} adults
         * @memberof flights.Passengers
         * @instance
         */
        Passengers.prototype.adults = null;

        /**
         * Passengers children.
         * @member {number|null|undefined} children
         * @memberof flights.Passengers
         * @instance
         */
        Passengers.prototype.children = null;

        /**
         * Passengers infants.
         * @member {number|null|undefined} infants
         * @memberof flights.Passengers
         * @instance
         */
        Passengers.prototype.infants = null;

        /**
         * Passengers ages.
         * @member {Array.<number>} ages
         * @memberof flights.Passengers
         * @instance
         */
        Passengers.prototype.ages = $util.emptyArray;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Passengers.prototype, "_adults", {
            get: $util.oneOfGetter($oneOfFields = ["adults"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Passengers.prototype, "_children", {
            get: $util.oneOfGetter($oneOfFields = ["children"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Passengers.prototype, "_infants", {
            get: $util.oneOfGetter($oneOfFields = ["infants"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Passengers message. Does not implicitly {@link flights.Passengers.verify|verify} messages.
         * @function encode
         * @memberof flights.Passengers
         * @static
         * @param {flights.Passengers.$Properties} message Passengers message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Passengers.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.adults != null && $Object.hasOwnProperty.call(message, "adults"))
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.adults);
            if (message.children != null && $Object.hasOwnProperty.call(message, "children"))
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.children);
            if (message.infants != null && $Object.hasOwnProperty.call(message, "infants"))
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.infants);
            if (message.ages != null && message.ages.length)
                writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.ages);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Passengers message from the specified reader or buffer.
         * @function decode
         * @memberof flights.Passengers
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.Passengers & flights.Passengers.$Shape} Passengers
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Passengers.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.Passengers();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.adults = reader.uint32();
                        message._adults = "adults";
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.children = reader.uint32();
                        message._children = "children";
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.infants = reader.uint32();
                        message._infants = "infants";
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.ages && message.ages.length))
                                message.ages = [];
                            reader.uint32s(message.ages);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.ages && message.ages.length))
                            message.ages = [];
                        message.ages.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Passengers;
    })();

    flights.BidderList = (function() {

        /**
         * Properties of a BidderList.
         * @typedef {Object} flights.BidderList.$Properties
         * @property {Array.<string>|null} [bidder] BidderList bidder
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BidderList.
         * @memberof flights
         * @interface IBidderList
         * @augments flights.BidderList.$Properties
         * @deprecated Use flights.BidderList.$Properties instead.
         */

        /**
         * Shape of a BidderList.
         * @typedef {flights.BidderList.$Properties} flights.BidderList.$Shape
         */

        /**
         * Constructs a new BidderList.
         * @memberof flights
         * @classdesc Represents a BidderList.
         * @constructor
         * @param {flights.BidderList.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BidderList = function (properties) {
            this.bidder = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BidderList bidder.
         * @member {Array.<string>} bidder
         * @memberof flights.BidderList
         * @instance
         */
        BidderList.prototype.bidder = $util.emptyArray;

        /**
         * Encodes the specified BidderList message. Does not implicitly {@link flights.BidderList.verify|verify} messages.
         * @function encode
         * @memberof flights.BidderList
         * @static
         * @param {flights.BidderList.$Properties} message BidderList message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BidderList.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidder != null && message.bidder.length)
                for (let i = 0; i < message.bidder.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.bidder[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BidderList message from the specified reader or buffer.
         * @function decode
         * @memberof flights.BidderList
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.BidderList & flights.BidderList.$Shape} BidderList
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BidderList.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.BidderList();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.bidder && message.bidder.length))
                            message.bidder = [];
                        message.bidder.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BidderList;
    })();

    flights.BidderParams = (function() {

        /**
         * Properties of a BidderParams.
         * @typedef {Object} flights.BidderParams.$Properties
         * @property {string|null} [bidder] BidderParams bidder
         * @property {string|null} [json] BidderParams json
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BidderParams.
         * @memberof flights
         * @interface IBidderParams
         * @augments flights.BidderParams.$Properties
         * @deprecated Use flights.BidderParams.$Properties instead.
         */

        /**
         * Shape of a BidderParams.
         * @typedef {flights.BidderParams.$Properties} flights.BidderParams.$Shape
         */

        /**
         * Constructs a new BidderParams.
         * @memberof flights
         * @classdesc Represents a BidderParams.
         * @constructor
         * @param {flights.BidderParams.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BidderParams = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BidderParams bidder.
         * @member {string} bidder
         * @memberof flights.BidderParams
         * @instance
         */
        BidderParams.prototype.bidder = "";

        /**
         * BidderParams json.
         * @member {string} json
         * @memberof flights.BidderParams
         * @instance
         */
        BidderParams.prototype.json = "";

        /**
         * Encodes the specified BidderParams message. Does not implicitly {@link flights.BidderParams.verify|verify} messages.
         * @function encode
         * @memberof flights.BidderParams
         * @static
         * @param {flights.BidderParams.$Properties} message BidderParams message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BidderParams.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder") && message.bidder !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.bidder);
            if (message.json != null && $Object.hasOwnProperty.call(message, "json") && message.json !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.json);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BidderParams message from the specified reader or buffer.
         * @function decode
         * @memberof flights.BidderParams
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.BidderParams & flights.BidderParams.$Shape} BidderParams
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BidderParams.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.BidderParams();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bidder = value;
                        else
                            delete message.bidder;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.json = value;
                        else
                            delete message.json;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BidderParams;
    })();

    /**
     * PolicyKind enum.
     * @name flights.PolicyKind
     * @enum {number}
     * @property {number} POLICY_KIND_UNSPECIFIED=0 POLICY_KIND_UNSPECIFIED value
     * @property {number} POLICY_KIND_PLAIN=1 POLICY_KIND_PLAIN value
     * @property {number} POLICY_KIND_VALUE=2 POLICY_KIND_VALUE value
     */
    flights.PolicyKind = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "POLICY_KIND_UNSPECIFIED"] = 0;
        values[valuesById[1] = "POLICY_KIND_PLAIN"] = 1;
        values[valuesById[2] = "POLICY_KIND_VALUE"] = 2;
        return values;
    })();

    flights.Policy = (function() {

        /**
         * Properties of a Policy.
         * @typedef {Object} flights.Policy.$Properties
         * @property {number|null} [deadlineMs] Policy deadlineMs
         * @property {number|null} [quorum] Policy quorum
         * @property {number|null} [quorumPercent] Policy quorumPercent
         * @property {flights.BidderList.$Properties|null} [required] Policy required
         * @property {boolean|null} [refusePartial] Policy refusePartial
         * @property {flights.PolicyKind|null} [kind] Policy kind
         * @property {number|null} [centsPerSecond] Policy centsPerSecond
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Policy.
         * @memberof flights
         * @interface IPolicy
         * @augments flights.Policy.$Properties
         * @deprecated Use flights.Policy.$Properties instead.
         */

        /**
         * Shape of a Policy.
         * @typedef {flights.Policy.$Properties} flights.Policy.$Shape
         */

        /**
         * Constructs a new Policy.
         * @memberof flights
         * @classdesc Represents a Policy.
         * @constructor
         * @param {flights.Policy.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Policy = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Policy deadlineMs.
         * @member {number|null|undefined} deadlineMs
         * @memberof flights.Policy
         * @instance
         */
        Policy.prototype.deadlineMs = null;

        /**
         * Policy quorum.
         * @member {number|null|undefined} quorum
         * @memberof flights.Policy
         * @instance
         */
        Policy.prototype.quorum = null;

        /**
         * Policy quorumPercent.
         * @member {number|null|undefined} quorumPercent
         * @memberof flights.Policy
         * @instance
         */
        Policy.prototype.quorumPercent = null;

        /**
         * Policy required.
         * @member {flights.BidderList.$Properties|null|undefined} required
         * @memberof flights.Policy
         * @instance
         */
        Policy.prototype.required = null;

        /**
         * Policy refusePartial.
         * @member {boolean} refusePartial
         * @memberof flights.Policy
         * @instance
         */
        Policy.prototype.refusePartial = false;

        /**
         * Policy kind.
         * @member {flights.PolicyKind|null|undefined} kind
         * @memberof flights.Policy
         * @instance
         */
        Policy.prototype.kind = null;

        /**
         * Policy centsPerSecond.
         * @member {number|null|undefined} centsPerSecond
         * @memberof flights.Policy
         * @instance
         */
        Policy.prototype.centsPerSecond = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Policy.prototype, "_deadlineMs", {
            get: $util.oneOfGetter($oneOfFields = ["deadlineMs"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Policy.prototype, "_quorum", {
            get: $util.oneOfGetter($oneOfFields = ["quorum"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Policy.prototype, "_quorumPercent", {
            get: $util.oneOfGetter($oneOfFields = ["quorumPercent"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Policy.prototype, "_kind", {
            get: $util.oneOfGetter($oneOfFields = ["kind"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Policy.prototype, "_centsPerSecond", {
            get: $util.oneOfGetter($oneOfFields = ["centsPerSecond"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Policy message. Does not implicitly {@link flights.Policy.verify|verify} messages.
         * @function encode
         * @memberof flights.Policy
         * @static
         * @param {flights.Policy.$Properties} message Policy message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Policy.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.deadlineMs != null && $Object.hasOwnProperty.call(message, "deadlineMs"))
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.deadlineMs);
            if (message.quorum != null && $Object.hasOwnProperty.call(message, "quorum"))
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.quorum);
            if (message.required != null && $Object.hasOwnProperty.call(message, "required"))
                $root.flights.BidderList.encode(message.required, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.quorumPercent != null && $Object.hasOwnProperty.call(message, "quorumPercent"))
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.quorumPercent);
            if (message.refusePartial != null && $Object.hasOwnProperty.call(message, "refusePartial") && message.refusePartial !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.refusePartial);
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                writer.uint32(/* id 6, wireType 0 =*/48).int32(message.kind);
            if (message.centsPerSecond != null && $Object.hasOwnProperty.call(message, "centsPerSecond"))
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.centsPerSecond);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Policy message from the specified reader or buffer.
         * @function decode
         * @memberof flights.Policy
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.Policy & flights.Policy.$Shape} Policy
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Policy.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.Policy();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.deadlineMs = reader.uint32();
                        message._deadlineMs = "deadlineMs";
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.quorum = reader.uint32();
                        message._quorum = "quorum";
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.quorumPercent = reader.uint32();
                        message._quorumPercent = "quorumPercent";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.required = $root.flights.BidderList.decode(reader, reader.size(), $undefined, _depth + 1, message.required);
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.refusePartial = value;
                        else
                            delete message.refusePartial;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        message.kind = reader.int32();
                        message._kind = "kind";
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        message.centsPerSecond = reader.uint32();
                        message._centsPerSecond = "centsPerSecond";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Policy;
    })();

    flights.FlightSearchRequest = (function() {

        /**
         * Properties of a FlightSearchRequest.
         * @typedef {Object} flights.FlightSearchRequest.$Properties
         * @property {Array.<flights.Slice.$Properties>|null} [slices] FlightSearchRequest slices
         * @property {flights.Passengers.$Properties|null} [passengers] FlightSearchRequest passengers
         * @property {flights.Cabin|null} [cabin] FlightSearchRequest cabin
         * @property {string|null} [currency] FlightSearchRequest currency
         * @property {flights.Sort|null} [sort] FlightSearchRequest sort
         * @property {number|null} [maxStops] FlightSearchRequest maxStops
         * @property {number|null} [maxResults] FlightSearchRequest maxResults
         * @property {flights.Policy.$Properties|null} [policy] FlightSearchRequest policy
         * @property {boolean|null} [selfTransfer] FlightSearchRequest selfTransfer
         * @property {boolean|null} [similar] FlightSearchRequest similar
         * @property {flights.SearchLimits.$Properties|null} [limits] FlightSearchRequest limits
         * @property {flights.BidderChoice.$Properties|null} [bidders] FlightSearchRequest bidders
         * @property {string|null} [market] FlightSearchRequest market
         * @property {string|null} [locale] FlightSearchRequest locale
         * @property {Array.<flights.BidderParams.$Properties>|null} [params] FlightSearchRequest params
         * @property {boolean|null} [details] FlightSearchRequest details
         * @property {boolean|null} [calendar] FlightSearchRequest calendar
         * @property {boolean|null} [explain] FlightSearchRequest explain
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FlightSearchRequest.
         * @memberof flights
         * @interface IFlightSearchRequest
         * @augments flights.FlightSearchRequest.$Properties
         * @deprecated Use flights.FlightSearchRequest.$Properties instead.
         */

        /**
         * Shape of a FlightSearchRequest.
         * @typedef {flights.FlightSearchRequest.$Properties} flights.FlightSearchRequest.$Shape
         */

        /**
         * Constructs a new FlightSearchRequest.
         * @memberof flights
         * @classdesc Represents a FlightSearchRequest.
         * @constructor
         * @param {flights.FlightSearchRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FlightSearchRequest = function (properties) {
            this.slices = [];
            this.params = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FlightSearchRequest slices.
         * @member {Array.<flights.Slice.$Properties>} slices
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.slices = $util.emptyArray;

        /**
         * FlightSearchRequest passengers.
         * @member {flights.Passengers.$Properties|null|undefined} passengers
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.passengers = null;

        /**
         * FlightSearchRequest cabin.
         * @member {flights.Cabin|null|undefined} cabin
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.cabin = null;

        /**
         * FlightSearchRequest currency.
         * @member {string|null|undefined} currency
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.currency = null;

        /**
         * FlightSearchRequest sort.
         * @member {flights.Sort|null|undefined} sort
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.sort = null;

        /**
         * FlightSearchRequest maxStops.
         * @member {number|null|undefined} maxStops
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.maxStops = null;

        /**
         * FlightSearchRequest maxResults.
         * @member {number|null|undefined} maxResults
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.maxResults = null;

        /**
         * FlightSearchRequest policy.
         * @member {flights.Policy.$Properties|null|undefined} policy
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.policy = null;

        /**
         * FlightSearchRequest selfTransfer.
         * @member {boolean|null|undefined} selfTransfer
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.selfTransfer = null;

        /**
         * FlightSearchRequest similar.
         * @member {boolean|null|undefined} similar
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.similar = null;

        /**
         * FlightSearchRequest limits.
         * @member {flights.SearchLimits.$Properties|null|undefined} limits
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.limits = null;

        /**
         * FlightSearchRequest bidders.
         * @member {flights.BidderChoice.$Properties|null|undefined} bidders
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.bidders = null;

        /**
         * FlightSearchRequest market.
         * @member {string|null|undefined} market
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.market = null;

        /**
         * FlightSearchRequest locale.
         * @member {string|null|undefined} locale
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.locale = null;

        /**
         * FlightSearchRequest params.
         * @member {Array.<flights.BidderParams.$Properties>} params
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.params = $util.emptyArray;

        /**
         * FlightSearchRequest details.
         * @member {boolean|null|undefined} details
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.details = null;

        /**
         * FlightSearchRequest calendar.
         * @member {boolean|null|undefined} calendar
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.calendar = null;

        /**
         * FlightSearchRequest explain.
         * @member {boolean|null|undefined} explain
         * @memberof flights.FlightSearchRequest
         * @instance
         */
        FlightSearchRequest.prototype.explain = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_cabin", {
            get: $util.oneOfGetter($oneOfFields = ["cabin"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_currency", {
            get: $util.oneOfGetter($oneOfFields = ["currency"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_sort", {
            get: $util.oneOfGetter($oneOfFields = ["sort"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_maxStops", {
            get: $util.oneOfGetter($oneOfFields = ["maxStops"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_maxResults", {
            get: $util.oneOfGetter($oneOfFields = ["maxResults"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_selfTransfer", {
            get: $util.oneOfGetter($oneOfFields = ["selfTransfer"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_similar", {
            get: $util.oneOfGetter($oneOfFields = ["similar"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_market", {
            get: $util.oneOfGetter($oneOfFields = ["market"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_locale", {
            get: $util.oneOfGetter($oneOfFields = ["locale"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_details", {
            get: $util.oneOfGetter($oneOfFields = ["details"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_calendar", {
            get: $util.oneOfGetter($oneOfFields = ["calendar"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(FlightSearchRequest.prototype, "_explain", {
            get: $util.oneOfGetter($oneOfFields = ["explain"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified FlightSearchRequest message. Does not implicitly {@link flights.FlightSearchRequest.verify|verify} messages.
         * @function encode
         * @memberof flights.FlightSearchRequest
         * @static
         * @param {flights.FlightSearchRequest.$Properties} message FlightSearchRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FlightSearchRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.slices != null && message.slices.length)
                for (let i = 0; i < message.slices.length; ++i)
                    $root.flights.Slice.encode(message.slices[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.passengers != null && $Object.hasOwnProperty.call(message, "passengers"))
                $root.flights.Passengers.encode(message.passengers, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.cabin != null && $Object.hasOwnProperty.call(message, "cabin"))
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.cabin);
            if (message.currency != null && $Object.hasOwnProperty.call(message, "currency"))
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.currency);
            if (message.sort != null && $Object.hasOwnProperty.call(message, "sort"))
                writer.uint32(/* id 5, wireType 0 =*/40).int32(message.sort);
            if (message.maxStops != null && $Object.hasOwnProperty.call(message, "maxStops"))
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.maxStops);
            if (message.maxResults != null && $Object.hasOwnProperty.call(message, "maxResults"))
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.maxResults);
            if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                $root.flights.Policy.encode(message.policy, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.selfTransfer != null && $Object.hasOwnProperty.call(message, "selfTransfer"))
                writer.uint32(/* id 9, wireType 0 =*/72).bool(message.selfTransfer);
            if (message.similar != null && $Object.hasOwnProperty.call(message, "similar"))
                writer.uint32(/* id 10, wireType 0 =*/80).bool(message.similar);
            if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                $root.flights.SearchLimits.encode(message.limits, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.bidders != null && $Object.hasOwnProperty.call(message, "bidders"))
                $root.flights.BidderChoice.encode(message.bidders, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
            if (message.market != null && $Object.hasOwnProperty.call(message, "market"))
                writer.uint32(/* id 14, wireType 2 =*/114).string(message.market);
            if (message.locale != null && $Object.hasOwnProperty.call(message, "locale"))
                writer.uint32(/* id 15, wireType 2 =*/122).string(message.locale);
            if (message.params != null && message.params.length)
                for (let i = 0; i < message.params.length; ++i)
                    $root.flights.BidderParams.encode(message.params[i], writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
            if (message.details != null && $Object.hasOwnProperty.call(message, "details"))
                writer.uint32(/* id 17, wireType 0 =*/136).bool(message.details);
            if (message.calendar != null && $Object.hasOwnProperty.call(message, "calendar"))
                writer.uint32(/* id 18, wireType 0 =*/144).bool(message.calendar);
            if (message.explain != null && $Object.hasOwnProperty.call(message, "explain"))
                writer.uint32(/* id 19, wireType 0 =*/152).bool(message.explain);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a FlightSearchRequest message from the specified reader or buffer.
         * @function decode
         * @memberof flights.FlightSearchRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.FlightSearchRequest & flights.FlightSearchRequest.$Shape} FlightSearchRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FlightSearchRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.FlightSearchRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.slices && message.slices.length))
                            message.slices = [];
                        message.slices.push($root.flights.Slice.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.passengers = $root.flights.Passengers.decode(reader, reader.size(), $undefined, _depth + 1, message.passengers);
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.cabin = reader.int32();
                        message._cabin = "cabin";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.currency = reader.stringVerify();
                        message._currency = "currency";
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        message.sort = reader.int32();
                        message._sort = "sort";
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        message.maxStops = reader.uint32();
                        message._maxStops = "maxStops";
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        message.maxResults = reader.uint32();
                        message._maxResults = "maxResults";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.policy = $root.flights.Policy.decode(reader, reader.size(), $undefined, _depth + 1, message.policy);
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        message.selfTransfer = reader.bool();
                        message._selfTransfer = "selfTransfer";
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        message.similar = reader.bool();
                        message._similar = "similar";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.limits = $root.flights.SearchLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.bidders = $root.flights.BidderChoice.decode(reader, reader.size(), $undefined, _depth + 1, message.bidders);
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.market = reader.stringVerify();
                        message._market = "market";
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        message.locale = reader.stringVerify();
                        message._locale = "locale";
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if (!(message.params && message.params.length))
                            message.params = [];
                        message.params.push($root.flights.BidderParams.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        message.details = reader.bool();
                        message._details = "details";
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        message.calendar = reader.bool();
                        message._calendar = "calendar";
                        continue;
                    }
                case 19: {
                        if (wireType !== 0)
                            break;
                        message.explain = reader.bool();
                        message._explain = "explain";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return FlightSearchRequest;
    })();

    flights.Money = (function() {

        /**
         * Properties of a Money.
         * @typedef {Object} flights.Money.$Properties
         * @property {number|null} [amount] Money amount
         * @property {string|null} [currency] Money currency
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Money.
         * @memberof flights
         * @interface IMoney
         * @augments flights.Money.$Properties
         * @deprecated Use flights.Money.$Properties instead.
         */

        /**
         * Shape of a Money.
         * @typedef {flights.Money.$Properties} flights.Money.$Shape
         */

        /**
         * Constructs a new Money.
         * @memberof flights
         * @classdesc Represents a Money.
         * @constructor
         * @param {flights.Money.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Money = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Money amount.
         * @member {number} amount
         * @memberof flights.Money
         * @instance
         */
        Money.prototype.amount = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Money currency.
         * @member {string} currency
         * @memberof flights.Money
         * @instance
         */
        Money.prototype.currency = "";

        /**
         * Encodes the specified Money message. Does not implicitly {@link flights.Money.verify|verify} messages.
         * @function encode
         * @memberof flights.Money
         * @static
         * @param {flights.Money.$Properties} message Money message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Money.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.amount != null && $Object.hasOwnProperty.call(message, "amount") && (typeof message.amount === "object" ? message.amount.low || message.amount.high : message.amount !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).int64(message.amount);
            if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.currency);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Money message from the specified reader or buffer.
         * @function decode
         * @memberof flights.Money
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.Money & flights.Money.$Shape} Money
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Money.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.Money();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.amount = value;
                        else
                            delete message.amount;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.currency = value;
                        else
                            delete message.currency;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Money;
    })();

    /**
     * Cabin enum.
     * @name flights.Cabin
     * @enum {number}
     * @property {number} CABIN_UNSPECIFIED=0 CABIN_UNSPECIFIED value
     * @property {number} CABIN_ECONOMY=1 CABIN_ECONOMY value
     * @property {number} CABIN_PREMIUM_ECONOMY=2 CABIN_PREMIUM_ECONOMY value
     * @property {number} CABIN_BUSINESS=3 CABIN_BUSINESS value
     * @property {number} CABIN_FIRST=4 CABIN_FIRST value
     */
    flights.Cabin = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "CABIN_UNSPECIFIED"] = 0;
        values[valuesById[1] = "CABIN_ECONOMY"] = 1;
        values[valuesById[2] = "CABIN_PREMIUM_ECONOMY"] = 2;
        values[valuesById[3] = "CABIN_BUSINESS"] = 3;
        values[valuesById[4] = "CABIN_FIRST"] = 4;
        return values;
    })();

    flights.Segment = (function() {

        /**
         * Properties of a Segment.
         * @typedef {Object} flights.Segment.$Properties
         * @property {string|null} [carrier] Segment carrier
         * @property {string|null} [flightNumber] Segment flightNumber
         * @property {string|null} [origin] Segment origin
         * @property {string|null} [destination] Segment destination
         * @property {string|null} [departure] Segment departure
         * @property {string|null} [arrival] Segment arrival
         * @property {number|null} [durationMinutes] Segment durationMinutes
         * @property {string|null} [aircraft] Segment aircraft
         * @property {string|null} [originTerminal] Segment originTerminal
         * @property {string|null} [destinationTerminal] Segment destinationTerminal
         * @property {flights.Cabin|null} [cabin] Segment cabin
         * @property {string|null} [operatingCarrier] Segment operatingCarrier
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Segment.
         * @memberof flights
         * @interface ISegment
         * @augments flights.Segment.$Properties
         * @deprecated Use flights.Segment.$Properties instead.
         */

        /**
         * Shape of a Segment.
         * @typedef {flights.Segment.$Properties} flights.Segment.$Shape
         */

        /**
         * Constructs a new Segment.
         * @memberof flights
         * @classdesc Represents a Segment.
         * @constructor
         * @param {flights.Segment.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Segment = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Segment carrier.
         * @member {string} carrier
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.carrier = "";

        /**
         * Segment flightNumber.
         * @member {string} flightNumber
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.flightNumber = "";

        /**
         * Segment origin.
         * @member {string} origin
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.origin = "";

        /**
         * Segment destination.
         * @member {string} destination
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.destination = "";

        /**
         * Segment departure.
         * @member {string} departure
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.departure = "";

        /**
         * Segment arrival.
         * @member {string} arrival
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.arrival = "";

        /**
         * Segment durationMinutes.
         * @member {number} durationMinutes
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.durationMinutes = 0;

        /**
         * Segment aircraft.
         * @member {string} aircraft
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.aircraft = "";

        /**
         * Segment originTerminal.
         * @member {string|null|undefined} originTerminal
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.originTerminal = null;

        /**
         * Segment destinationTerminal.
         * @member {string|null|undefined} destinationTerminal
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.destinationTerminal = null;

        /**
         * Segment cabin.
         * @member {flights.Cabin} cabin
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.cabin = 0;

        /**
         * Segment operatingCarrier.
         * @member {string|null|undefined} operatingCarrier
         * @memberof flights.Segment
         * @instance
         */
        Segment.prototype.operatingCarrier = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Segment.prototype, "_originTerminal", {
            get: $util.oneOfGetter($oneOfFields = ["originTerminal"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Segment.prototype, "_destinationTerminal", {
            get: $util.oneOfGetter($oneOfFields = ["destinationTerminal"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Segment.prototype, "_operatingCarrier", {
            get: $util.oneOfGetter($oneOfFields = ["operatingCarrier"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Segment message. Does not implicitly {@link flights.Segment.verify|verify} messages.
         * @function encode
         * @memberof flights.Segment
         * @static
         * @param {flights.Segment.$Properties} message Segment message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Segment.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.carrier != null && $Object.hasOwnProperty.call(message, "carrier") && message.carrier !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.carrier);
            if (message.flightNumber != null && $Object.hasOwnProperty.call(message, "flightNumber") && message.flightNumber !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.flightNumber);
            if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.origin);
            if (message.destination != null && $Object.hasOwnProperty.call(message, "destination") && message.destination !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.destination);
            if (message.departure != null && $Object.hasOwnProperty.call(message, "departure") && message.departure !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.departure);
            if (message.arrival != null && $Object.hasOwnProperty.call(message, "arrival") && message.arrival !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.arrival);
            if (message.durationMinutes != null && $Object.hasOwnProperty.call(message, "durationMinutes") && message.durationMinutes !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.durationMinutes);
            if (message.aircraft != null && $Object.hasOwnProperty.call(message, "aircraft") && message.aircraft !== "")
                writer.uint32(/* id 8, wireType 2 =*/66).string(message.aircraft);
            if (message.originTerminal != null && $Object.hasOwnProperty.call(message, "originTerminal"))
                writer.uint32(/* id 9, wireType 2 =*/74).string(message.originTerminal);
            if (message.destinationTerminal != null && $Object.hasOwnProperty.call(message, "destinationTerminal"))
                writer.uint32(/* id 10, wireType 2 =*/82).string(message.destinationTerminal);
            if (message.cabin != null && $Object.hasOwnProperty.call(message, "cabin") && message.cabin !== 0)
                writer.uint32(/* id 11, wireType 0 =*/88).int32(message.cabin);
            if (message.operatingCarrier != null && $Object.hasOwnProperty.call(message, "operatingCarrier"))
                writer.uint32(/* id 12, wireType 2 =*/98).string(message.operatingCarrier);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Segment message from the specified reader or buffer.
         * @function decode
         * @memberof flights.Segment
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.Segment & flights.Segment.$Shape} Segment
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Segment.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.Segment();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.carrier = value;
                        else
                            delete message.carrier;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.flightNumber = value;
                        else
                            delete message.flightNumber;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.origin = value;
                        else
                            delete message.origin;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.destination = value;
                        else
                            delete message.destination;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.departure = value;
                        else
                            delete message.departure;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.arrival = value;
                        else
                            delete message.arrival;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.durationMinutes = value;
                        else
                            delete message.durationMinutes;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.aircraft = value;
                        else
                            delete message.aircraft;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.originTerminal = reader.stringVerify();
                        message._originTerminal = "originTerminal";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.destinationTerminal = reader.stringVerify();
                        message._destinationTerminal = "destinationTerminal";
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.cabin = value;
                        else
                            delete message.cabin;
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.operatingCarrier = reader.stringVerify();
                        message._operatingCarrier = "operatingCarrier";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Segment;
    })();

    flights.OfferSlice = (function() {

        /**
         * Properties of an OfferSlice.
         * @typedef {Object} flights.OfferSlice.$Properties
         * @property {number|null} [durationMinutes] OfferSlice durationMinutes
         * @property {Array.<flights.Segment.$Properties>|null} [segments] OfferSlice segments
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an OfferSlice.
         * @memberof flights
         * @interface IOfferSlice
         * @augments flights.OfferSlice.$Properties
         * @deprecated Use flights.OfferSlice.$Properties instead.
         */

        /**
         * Shape of an OfferSlice.
         * @typedef {flights.OfferSlice.$Properties} flights.OfferSlice.$Shape
         */

        /**
         * Constructs a new OfferSlice.
         * @memberof flights
         * @classdesc Represents an OfferSlice.
         * @constructor
         * @param {flights.OfferSlice.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const OfferSlice = function (properties) {
            this.segments = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * OfferSlice durationMinutes.
         * @member {number} durationMinutes
         * @memberof flights.OfferSlice
         * @instance
         */
        OfferSlice.prototype.durationMinutes = 0;

        /**
         * OfferSlice segments.
         * @member {Array.<flights.Segment.$Properties>} segments
         * @memberof flights.OfferSlice
         * @instance
         */
        OfferSlice.prototype.segments = $util.emptyArray;

        /**
         * Encodes the specified OfferSlice message. Does not implicitly {@link flights.OfferSlice.verify|verify} messages.
         * @function encode
         * @memberof flights.OfferSlice
         * @static
         * @param {flights.OfferSlice.$Properties} message OfferSlice message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        OfferSlice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.durationMinutes != null && $Object.hasOwnProperty.call(message, "durationMinutes") && message.durationMinutes !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.durationMinutes);
            if (message.segments != null && message.segments.length)
                for (let i = 0; i < message.segments.length; ++i)
                    $root.flights.Segment.encode(message.segments[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an OfferSlice message from the specified reader or buffer.
         * @function decode
         * @memberof flights.OfferSlice
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.OfferSlice & flights.OfferSlice.$Shape} OfferSlice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        OfferSlice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.OfferSlice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.durationMinutes = value;
                        else
                            delete message.durationMinutes;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.segments && message.segments.length))
                            message.segments = [];
                        message.segments.push($root.flights.Segment.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return OfferSlice;
    })();

    /**
     * Brand enum.
     * @name flights.Brand
     * @enum {number}
     * @property {number} BRAND_UNSPECIFIED=0 BRAND_UNSPECIFIED value
     * @property {number} BRAND_LIGHT=1 BRAND_LIGHT value
     * @property {number} BRAND_STANDARD=2 BRAND_STANDARD value
     * @property {number} BRAND_FLEX=3 BRAND_FLEX value
     */
    flights.Brand = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "BRAND_UNSPECIFIED"] = 0;
        values[valuesById[1] = "BRAND_LIGHT"] = 1;
        values[valuesById[2] = "BRAND_STANDARD"] = 2;
        values[valuesById[3] = "BRAND_FLEX"] = 3;
        return values;
    })();

    flights.Condition = (function() {

        /**
         * Properties of a Condition.
         * @typedef {Object} flights.Condition.$Properties
         * @property {boolean|null} [allowed] Condition allowed
         * @property {flights.Money.$Properties|null} [fee] Condition fee
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Condition.
         * @memberof flights
         * @interface ICondition
         * @augments flights.Condition.$Properties
         * @deprecated Use flights.Condition.$Properties instead.
         */

        /**
         * Shape of a Condition.
         * @typedef {flights.Condition.$Properties} flights.Condition.$Shape
         */

        /**
         * Constructs a new Condition.
         * @memberof flights
         * @classdesc Represents a Condition.
         * @constructor
         * @param {flights.Condition.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Condition = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Condition allowed.
         * @member {boolean} allowed
         * @memberof flights.Condition
         * @instance
         */
        Condition.prototype.allowed = false;

        /**
         * Condition fee.
         * @member {flights.Money.$Properties|null|undefined} fee
         * @memberof flights.Condition
         * @instance
         */
        Condition.prototype.fee = null;

        /**
         * Encodes the specified Condition message. Does not implicitly {@link flights.Condition.verify|verify} messages.
         * @function encode
         * @memberof flights.Condition
         * @static
         * @param {flights.Condition.$Properties} message Condition message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Condition.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.allowed != null && $Object.hasOwnProperty.call(message, "allowed") && message.allowed !== false)
                writer.uint32(/* id 1, wireType 0 =*/8).bool(message.allowed);
            if (message.fee != null && $Object.hasOwnProperty.call(message, "fee"))
                $root.flights.Money.encode(message.fee, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Condition message from the specified reader or buffer.
         * @function decode
         * @memberof flights.Condition
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.Condition & flights.Condition.$Shape} Condition
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Condition.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.Condition();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.allowed = value;
                        else
                            delete message.allowed;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.fee = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.fee);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Condition;
    })();

    flights.SellerReference = (function() {

        /**
         * Properties of a SellerReference.
         * @typedef {Object} flights.SellerReference.$Properties
         * @property {string|null} [partner] SellerReference partner
         * @property {string|null} [id] SellerReference id
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SellerReference.
         * @memberof flights
         * @interface ISellerReference
         * @augments flights.SellerReference.$Properties
         * @deprecated Use flights.SellerReference.$Properties instead.
         */

        /**
         * Shape of a SellerReference.
         * @typedef {flights.SellerReference.$Properties} flights.SellerReference.$Shape
         */

        /**
         * Constructs a new SellerReference.
         * @memberof flights
         * @classdesc Represents a SellerReference.
         * @constructor
         * @param {flights.SellerReference.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SellerReference = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SellerReference partner.
         * @member {string} partner
         * @memberof flights.SellerReference
         * @instance
         */
        SellerReference.prototype.partner = "";

        /**
         * SellerReference id.
         * @member {string} id
         * @memberof flights.SellerReference
         * @instance
         */
        SellerReference.prototype.id = "";

        /**
         * Encodes the specified SellerReference message. Does not implicitly {@link flights.SellerReference.verify|verify} messages.
         * @function encode
         * @memberof flights.SellerReference
         * @static
         * @param {flights.SellerReference.$Properties} message SellerReference message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SellerReference.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.partner != null && $Object.hasOwnProperty.call(message, "partner") && message.partner !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.partner);
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.id);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SellerReference message from the specified reader or buffer.
         * @function decode
         * @memberof flights.SellerReference
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.SellerReference & flights.SellerReference.$Shape} SellerReference
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SellerReference.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.SellerReference();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.partner = value;
                        else
                            delete message.partner;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SellerReference;
    })();

    flights.TravellerPrices = (function() {

        /**
         * Properties of a TravellerPrices.
         * @typedef {Object} flights.TravellerPrices.$Properties
         * @property {flights.Money.$Properties|null} [adult] TravellerPrices adult
         * @property {flights.Money.$Properties|null} [child] TravellerPrices child
         * @property {flights.Money.$Properties|null} [infant] TravellerPrices infant
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TravellerPrices.
         * @memberof flights
         * @interface ITravellerPrices
         * @augments flights.TravellerPrices.$Properties
         * @deprecated Use flights.TravellerPrices.$Properties instead.
         */

        /**
         * Shape of a TravellerPrices.
         * @typedef {flights.TravellerPrices.$Properties} flights.TravellerPrices.$Shape
         */

        /**
         * Constructs a new TravellerPrices.
         * @memberof flights
         * @classdesc Represents a TravellerPrices.
         * @constructor
         * @param {flights.TravellerPrices.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TravellerPrices = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TravellerPrices adult.
         * @member {flights.Money.$Properties|null|undefined} adult
         * @memberof flights.TravellerPrices
         * @instance
         */
        TravellerPrices.prototype.adult = null;

        /**
         * TravellerPrices child.
         * @member {flights.Money.$Properties|null|undefined} child
         * @memberof flights.TravellerPrices
         * @instance
         */
        TravellerPrices.prototype.child = null;

        /**
         * TravellerPrices infant.
         * @member {flights.Money.$Properties|null|undefined} infant
         * @memberof flights.TravellerPrices
         * @instance
         */
        TravellerPrices.prototype.infant = null;

        /**
         * Encodes the specified TravellerPrices message. Does not implicitly {@link flights.TravellerPrices.verify|verify} messages.
         * @function encode
         * @memberof flights.TravellerPrices
         * @static
         * @param {flights.TravellerPrices.$Properties} message TravellerPrices message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TravellerPrices.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.adult != null && $Object.hasOwnProperty.call(message, "adult"))
                $root.flights.Money.encode(message.adult, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.child != null && $Object.hasOwnProperty.call(message, "child"))
                $root.flights.Money.encode(message.child, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.infant != null && $Object.hasOwnProperty.call(message, "infant"))
                $root.flights.Money.encode(message.infant, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TravellerPrices message from the specified reader or buffer.
         * @function decode
         * @memberof flights.TravellerPrices
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.TravellerPrices & flights.TravellerPrices.$Shape} TravellerPrices
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TravellerPrices.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.TravellerPrices();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.adult = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.adult);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.child = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.child);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.infant = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.infant);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TravellerPrices;
    })();

    flights.Fare = (function() {

        /**
         * Properties of a Fare.
         * @typedef {Object} flights.Fare.$Properties
         * @property {flights.Brand|null} [brand] Fare brand
         * @property {string|null} [name] Fare name
         * @property {flights.Money.$Properties|null} [price] Fare price
         * @property {string|null} [bookingClass] Fare bookingClass
         * @property {number|null} [cabinBags] Fare cabinBags
         * @property {number|null} [checkedBags] Fare checkedBags
         * @property {flights.Condition.$Properties|null} [change] Fare change
         * @property {flights.Condition.$Properties|null} [refund] Fare refund
         * @property {string|null} [link] Fare link
         * @property {flights.SellerReference.$Properties|null} [reference] Fare reference
         * @property {flights.Money.$Properties|null} [base] Fare base
         * @property {flights.Money.$Properties|null} [taxes] Fare taxes
         * @property {flights.TravellerPrices.$Properties|null} [perTraveller] Fare perTraveller
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Fare.
         * @memberof flights
         * @interface IFare
         * @augments flights.Fare.$Properties
         * @deprecated Use flights.Fare.$Properties instead.
         */

        /**
         * Shape of a Fare.
         * @typedef {flights.Fare.$Properties} flights.Fare.$Shape
         */

        /**
         * Constructs a new Fare.
         * @memberof flights
         * @classdesc Represents a Fare.
         * @constructor
         * @param {flights.Fare.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Fare = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Fare brand.
         * @member {flights.Brand} brand
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.brand = 0;

        /**
         * Fare name.
         * @member {string} name
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.name = "";

        /**
         * Fare price.
         * @member {flights.Money.$Properties|null|undefined} price
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.price = null;

        /**
         * Fare bookingClass.
         * @member {string} bookingClass
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.bookingClass = "";

        /**
         * Fare cabinBags.
         * @member {number|null|undefined} cabinBags
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.cabinBags = null;

        /**
         * Fare checkedBags.
         * @member {number|null|undefined} checkedBags
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.checkedBags = null;

        /**
         * Fare change.
         * @member {flights.Condition.$Properties|null|undefined} change
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.change = null;

        /**
         * Fare refund.
         * @member {flights.Condition.$Properties|null|undefined} refund
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.refund = null;

        /**
         * Fare link.
         * @member {string|null|undefined} link
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.link = null;

        /**
         * Fare reference.
         * @member {flights.SellerReference.$Properties|null|undefined} reference
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.reference = null;

        /**
         * Fare base.
         * @member {flights.Money.$Properties|null|undefined} base
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.base = null;

        /**
         * Fare taxes.
         * @member {flights.Money.$Properties|null|undefined} taxes
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.taxes = null;

        /**
         * Fare perTraveller.
         * @member {flights.TravellerPrices.$Properties|null|undefined} perTraveller
         * @memberof flights.Fare
         * @instance
         */
        Fare.prototype.perTraveller = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Fare.prototype, "_cabinBags", {
            get: $util.oneOfGetter($oneOfFields = ["cabinBags"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Fare.prototype, "_checkedBags", {
            get: $util.oneOfGetter($oneOfFields = ["checkedBags"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Fare.prototype, "_link", {
            get: $util.oneOfGetter($oneOfFields = ["link"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Fare message. Does not implicitly {@link flights.Fare.verify|verify} messages.
         * @function encode
         * @memberof flights.Fare
         * @static
         * @param {flights.Fare.$Properties} message Fare message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Fare.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.brand != null && $Object.hasOwnProperty.call(message, "brand") && message.brand !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.brand);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
            if (message.price != null && $Object.hasOwnProperty.call(message, "price"))
                $root.flights.Money.encode(message.price, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.bookingClass != null && $Object.hasOwnProperty.call(message, "bookingClass") && message.bookingClass !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.bookingClass);
            if (message.cabinBags != null && $Object.hasOwnProperty.call(message, "cabinBags"))
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.cabinBags);
            if (message.checkedBags != null && $Object.hasOwnProperty.call(message, "checkedBags"))
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.checkedBags);
            if (message.change != null && $Object.hasOwnProperty.call(message, "change"))
                $root.flights.Condition.encode(message.change, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.refund != null && $Object.hasOwnProperty.call(message, "refund"))
                $root.flights.Condition.encode(message.refund, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.link != null && $Object.hasOwnProperty.call(message, "link"))
                writer.uint32(/* id 9, wireType 2 =*/74).string(message.link);
            if (message.reference != null && $Object.hasOwnProperty.call(message, "reference"))
                $root.flights.SellerReference.encode(message.reference, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.base != null && $Object.hasOwnProperty.call(message, "base"))
                $root.flights.Money.encode(message.base, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.taxes != null && $Object.hasOwnProperty.call(message, "taxes"))
                $root.flights.Money.encode(message.taxes, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.perTraveller != null && $Object.hasOwnProperty.call(message, "perTraveller"))
                $root.flights.TravellerPrices.encode(message.perTraveller, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Fare message from the specified reader or buffer.
         * @function decode
         * @memberof flights.Fare
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.Fare & flights.Fare.$Shape} Fare
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Fare.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.Fare();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.brand = value;
                        else
                            delete message.brand;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.price = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.price);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bookingClass = value;
                        else
                            delete message.bookingClass;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        message.cabinBags = reader.uint32();
                        message._cabinBags = "cabinBags";
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        message.checkedBags = reader.uint32();
                        message._checkedBags = "checkedBags";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.change = $root.flights.Condition.decode(reader, reader.size(), $undefined, _depth + 1, message.change);
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.refund = $root.flights.Condition.decode(reader, reader.size(), $undefined, _depth + 1, message.refund);
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.link = reader.stringVerify();
                        message._link = "link";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.reference = $root.flights.SellerReference.decode(reader, reader.size(), $undefined, _depth + 1, message.reference);
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.base = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.base);
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.taxes = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.taxes);
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.perTraveller = $root.flights.TravellerPrices.decode(reader, reader.size(), $undefined, _depth + 1, message.perTraveller);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Fare;
    })();

    flights.FlightOffer = (function() {

        /**
         * Properties of a FlightOffer.
         * @typedef {Object} flights.FlightOffer.$Properties
         * @property {string|null} [seller] FlightOffer seller
         * @property {flights.Money.$Properties|null} [price] FlightOffer price
         * @property {number|null} [expiresAt] FlightOffer expiresAt
         * @property {boolean|null} [modelled] FlightOffer modelled
         * @property {Array.<flights.OfferSlice.$Properties>|null} [slices] FlightOffer slices
         * @property {Array.<flights.Fare.$Properties>|null} [fares] FlightOffer fares
         * @property {Array.<string>|null} [selfTransfers] FlightOffer selfTransfers
         * @property {number|null} [similar] FlightOffer similar
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FlightOffer.
         * @memberof flights
         * @interface IFlightOffer
         * @augments flights.FlightOffer.$Properties
         * @deprecated Use flights.FlightOffer.$Properties instead.
         */

        /**
         * Shape of a FlightOffer.
         * @typedef {flights.FlightOffer.$Properties} flights.FlightOffer.$Shape
         */

        /**
         * Constructs a new FlightOffer.
         * @memberof flights
         * @classdesc Represents a FlightOffer.
         * @constructor
         * @param {flights.FlightOffer.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FlightOffer = function (properties) {
            this.slices = [];
            this.fares = [];
            this.selfTransfers = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FlightOffer seller.
         * @member {string} seller
         * @memberof flights.FlightOffer
         * @instance
         */
        FlightOffer.prototype.seller = "";

        /**
         * FlightOffer price.
         * @member {flights.Money.$Properties|null|undefined} price
         * @memberof flights.FlightOffer
         * @instance
         */
        FlightOffer.prototype.price = null;

        /**
         * FlightOffer expiresAt.
         * @member {number} expiresAt
         * @memberof flights.FlightOffer
         * @instance
         */
        FlightOffer.prototype.expiresAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * FlightOffer modelled.
         * @member {boolean} modelled
         * @memberof flights.FlightOffer
         * @instance
         */
        FlightOffer.prototype.modelled = false;

        /**
         * FlightOffer slices.
         * @member {Array.<flights.OfferSlice.$Properties>} slices
         * @memberof flights.FlightOffer
         * @instance
         */
        FlightOffer.prototype.slices = $util.emptyArray;

        /**
         * FlightOffer fares.
         * @member {Array.<flights.Fare.$Properties>} fares
         * @memberof flights.FlightOffer
         * @instance
         */
        FlightOffer.prototype.fares = $util.emptyArray;

        /**
         * FlightOffer selfTransfers.
         * @member {Array.<string>} selfTransfers
         * @memberof flights.FlightOffer
         * @instance
         */
        FlightOffer.prototype.selfTransfers = $util.emptyArray;

        /**
         * FlightOffer similar.
         * @member {number} similar
         * @memberof flights.FlightOffer
         * @instance
         */
        FlightOffer.prototype.similar = 0;

        /**
         * Encodes the specified FlightOffer message. Does not implicitly {@link flights.FlightOffer.verify|verify} messages.
         * @function encode
         * @memberof flights.FlightOffer
         * @static
         * @param {flights.FlightOffer.$Properties} message FlightOffer message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FlightOffer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.seller != null && $Object.hasOwnProperty.call(message, "seller") && message.seller !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.seller);
            if (message.price != null && $Object.hasOwnProperty.call(message, "price"))
                $root.flights.Money.encode(message.price, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt") && (typeof message.expiresAt === "object" ? message.expiresAt.low || message.expiresAt.high : message.expiresAt !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).int64(message.expiresAt);
            if (message.modelled != null && $Object.hasOwnProperty.call(message, "modelled") && message.modelled !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.modelled);
            if (message.slices != null && message.slices.length)
                for (let i = 0; i < message.slices.length; ++i)
                    $root.flights.OfferSlice.encode(message.slices[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.fares != null && message.fares.length)
                for (let i = 0; i < message.fares.length; ++i)
                    $root.flights.Fare.encode(message.fares[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.selfTransfers != null && message.selfTransfers.length)
                for (let i = 0; i < message.selfTransfers.length; ++i)
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.selfTransfers[i]);
            if (message.similar != null && $Object.hasOwnProperty.call(message, "similar") && message.similar !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.similar);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a FlightOffer message from the specified reader or buffer.
         * @function decode
         * @memberof flights.FlightOffer
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.FlightOffer & flights.FlightOffer.$Shape} FlightOffer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FlightOffer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.FlightOffer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.seller = value;
                        else
                            delete message.seller;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.price = $root.flights.Money.decode(reader, reader.size(), $undefined, _depth + 1, message.price);
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.expiresAt = value;
                        else
                            delete message.expiresAt;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.modelled = value;
                        else
                            delete message.modelled;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.slices && message.slices.length))
                            message.slices = [];
                        message.slices.push($root.flights.OfferSlice.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.fares && message.fares.length))
                            message.fares = [];
                        message.fares.push($root.flights.Fare.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.selfTransfers && message.selfTransfers.length))
                            message.selfTransfers = [];
                        message.selfTransfers.push(reader.stringVerify());
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.similar = value;
                        else
                            delete message.similar;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return FlightOffer;
    })();

    flights.SearchPlace = (function() {

        /**
         * Properties of a SearchPlace.
         * @typedef {Object} flights.SearchPlace.$Properties
         * @property {string|null} [city] SearchPlace city
         * @property {string|null} [airport] SearchPlace airport
         * @property {number|null} [nearbyKm] SearchPlace nearbyKm
         * @property {Array.<number>|null} [km] SearchPlace km
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SearchPlace.
         * @memberof flights
         * @interface ISearchPlace
         * @augments flights.SearchPlace.$Properties
         * @deprecated Use flights.SearchPlace.$Properties instead.
         */

        /**
         * Shape of a SearchPlace.
         * @typedef {flights.SearchPlace.$Properties} flights.SearchPlace.$Shape
         */

        /**
         * Constructs a new SearchPlace.
         * @memberof flights
         * @classdesc Represents a SearchPlace.
         * @constructor
         * @param {flights.SearchPlace.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SearchPlace = function (properties) {
            this.km = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SearchPlace city.
         * @member {string|null|undefined} city
         * @memberof flights.SearchPlace
         * @instance
         */
        SearchPlace.prototype.city = null;

        /**
         * SearchPlace airport.
         * @member {string|null|undefined} airport
         * @memberof flights.SearchPlace
         * @instance
         */
        SearchPlace.prototype.airport = null;

        /**
         * SearchPlace nearbyKm.
         * @member {number|null|undefined} nearbyKm
         * @memberof flights.SearchPlace
         * @instance
         */
        SearchPlace.prototype.nearbyKm = null;

        /**
         * SearchPlace km.
         * @member {Array.<number>} km
         * @memberof flights.SearchPlace
         * @instance
         */
        SearchPlace.prototype.km = $util.emptyArray;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchPlace.prototype, "_city", {
            get: $util.oneOfGetter($oneOfFields = ["city"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchPlace.prototype, "_airport", {
            get: $util.oneOfGetter($oneOfFields = ["airport"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchPlace.prototype, "_nearbyKm", {
            get: $util.oneOfGetter($oneOfFields = ["nearbyKm"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified SearchPlace message. Does not implicitly {@link flights.SearchPlace.verify|verify} messages.
         * @function encode
         * @memberof flights.SearchPlace
         * @static
         * @param {flights.SearchPlace.$Properties} message SearchPlace message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SearchPlace.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.city != null && $Object.hasOwnProperty.call(message, "city"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.city);
            if (message.airport != null && $Object.hasOwnProperty.call(message, "airport"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.airport);
            if (message.nearbyKm != null && $Object.hasOwnProperty.call(message, "nearbyKm"))
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.nearbyKm);
            if (message.km != null && message.km.length)
                writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.km);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SearchPlace message from the specified reader or buffer.
         * @function decode
         * @memberof flights.SearchPlace
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.SearchPlace & flights.SearchPlace.$Shape} SearchPlace
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SearchPlace.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.SearchPlace();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.city = reader.stringVerify();
                        message._city = "city";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.airport = reader.stringVerify();
                        message._airport = "airport";
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.nearbyKm = reader.uint32();
                        message._nearbyKm = "nearbyKm";
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.km && message.km.length))
                                message.km = [];
                            reader.uint32s(message.km);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.km && message.km.length))
                            message.km = [];
                        message.km.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SearchPlace;
    })();

    flights.TimeWindow = (function() {

        /**
         * Properties of a TimeWindow.
         * @typedef {Object} flights.TimeWindow.$Properties
         * @property {number|null} [fromMinute] TimeWindow fromMinute
         * @property {number|null} [toMinute] TimeWindow toMinute
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TimeWindow.
         * @memberof flights
         * @interface ITimeWindow
         * @augments flights.TimeWindow.$Properties
         * @deprecated Use flights.TimeWindow.$Properties instead.
         */

        /**
         * Shape of a TimeWindow.
         * @typedef {flights.TimeWindow.$Properties} flights.TimeWindow.$Shape
         */

        /**
         * Constructs a new TimeWindow.
         * @memberof flights
         * @classdesc Represents a TimeWindow.
         * @constructor
         * @param {flights.TimeWindow.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TimeWindow = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TimeWindow fromMinute.
         * @member {number} fromMinute
         * @memberof flights.TimeWindow
         * @instance
         */
        TimeWindow.prototype.fromMinute = 0;

        /**
         * TimeWindow toMinute.
         * @member {number} toMinute
         * @memberof flights.TimeWindow
         * @instance
         */
        TimeWindow.prototype.toMinute = 0;

        /**
         * Encodes the specified TimeWindow message. Does not implicitly {@link flights.TimeWindow.verify|verify} messages.
         * @function encode
         * @memberof flights.TimeWindow
         * @static
         * @param {flights.TimeWindow.$Properties} message TimeWindow message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TimeWindow.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.fromMinute != null && $Object.hasOwnProperty.call(message, "fromMinute") && message.fromMinute !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.fromMinute);
            if (message.toMinute != null && $Object.hasOwnProperty.call(message, "toMinute") && message.toMinute !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.toMinute);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TimeWindow message from the specified reader or buffer.
         * @function decode
         * @memberof flights.TimeWindow
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.TimeWindow & flights.TimeWindow.$Shape} TimeWindow
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TimeWindow.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.TimeWindow();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.fromMinute = value;
                        else
                            delete message.fromMinute;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.toMinute = value;
                        else
                            delete message.toMinute;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TimeWindow;
    })();

    flights.DayRange = (function() {

        /**
         * Properties of a DayRange.
         * @typedef {Object} flights.DayRange.$Properties
         * @property {string|null} [from] DayRange from
         * @property {string|null} [to] DayRange to
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DayRange.
         * @memberof flights
         * @interface IDayRange
         * @augments flights.DayRange.$Properties
         * @deprecated Use flights.DayRange.$Properties instead.
         */

        /**
         * Shape of a DayRange.
         * @typedef {flights.DayRange.$Properties} flights.DayRange.$Shape
         */

        /**
         * Constructs a new DayRange.
         * @memberof flights
         * @classdesc Represents a DayRange.
         * @constructor
         * @param {flights.DayRange.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const DayRange = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DayRange from.
         * @member {string} from
         * @memberof flights.DayRange
         * @instance
         */
        DayRange.prototype.from = "";

        /**
         * DayRange to.
         * @member {string} to
         * @memberof flights.DayRange
         * @instance
         */
        DayRange.prototype.to = "";

        /**
         * Encodes the specified DayRange message. Does not implicitly {@link flights.DayRange.verify|verify} messages.
         * @function encode
         * @memberof flights.DayRange
         * @static
         * @param {flights.DayRange.$Properties} message DayRange message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DayRange.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.from != null && $Object.hasOwnProperty.call(message, "from") && message.from !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.from);
            if (message.to != null && $Object.hasOwnProperty.call(message, "to") && message.to !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.to);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a DayRange message from the specified reader or buffer.
         * @function decode
         * @memberof flights.DayRange
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.DayRange & flights.DayRange.$Shape} DayRange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DayRange.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.DayRange();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.from = value;
                        else
                            delete message.from;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.to = value;
                        else
                            delete message.to;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return DayRange;
    })();

    flights.NightRange = (function() {

        /**
         * Properties of a NightRange.
         * @typedef {Object} flights.NightRange.$Properties
         * @property {number|null} [min] NightRange min
         * @property {number|null} [max] NightRange max
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a NightRange.
         * @memberof flights
         * @interface INightRange
         * @augments flights.NightRange.$Properties
         * @deprecated Use flights.NightRange.$Properties instead.
         */

        /**
         * Shape of a NightRange.
         * @typedef {flights.NightRange.$Properties} flights.NightRange.$Shape
         */

        /**
         * Constructs a new NightRange.
         * @memberof flights
         * @classdesc Represents a NightRange.
         * @constructor
         * @param {flights.NightRange.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const NightRange = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * NightRange min.
         * @member {number} min
         * @memberof flights.NightRange
         * @instance
         */
        NightRange.prototype.min = 0;

        /**
         * NightRange max.
         * @member {number} max
         * @memberof flights.NightRange
         * @instance
         */
        NightRange.prototype.max = 0;

        /**
         * Encodes the specified NightRange message. Does not implicitly {@link flights.NightRange.verify|verify} messages.
         * @function encode
         * @memberof flights.NightRange
         * @static
         * @param {flights.NightRange.$Properties} message NightRange message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        NightRange.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.min != null && $Object.hasOwnProperty.call(message, "min") && message.min !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.min);
            if (message.max != null && $Object.hasOwnProperty.call(message, "max") && message.max !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.max);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a NightRange message from the specified reader or buffer.
         * @function decode
         * @memberof flights.NightRange
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.NightRange & flights.NightRange.$Shape} NightRange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        NightRange.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.NightRange();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.min = value;
                        else
                            delete message.min;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.max = value;
                        else
                            delete message.max;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return NightRange;
    })();

    /**
     * CarrierRole enum.
     * @name flights.CarrierRole
     * @enum {number}
     * @property {number} CARRIER_ROLE_UNSPECIFIED=0 CARRIER_ROLE_UNSPECIFIED value
     * @property {number} CARRIER_ROLE_MARKETING=1 CARRIER_ROLE_MARKETING value
     * @property {number} CARRIER_ROLE_OPERATING=2 CARRIER_ROLE_OPERATING value
     */
    flights.CarrierRole = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "CARRIER_ROLE_UNSPECIFIED"] = 0;
        values[valuesById[1] = "CARRIER_ROLE_MARKETING"] = 1;
        values[valuesById[2] = "CARRIER_ROLE_OPERATING"] = 2;
        return values;
    })();

    flights.CarrierChoice = (function() {

        /**
         * Properties of a CarrierChoice.
         * @typedef {Object} flights.CarrierChoice.$Properties
         * @property {Array.<string>|null} [only] CarrierChoice only
         * @property {Array.<string>|null} [except] CarrierChoice except
         * @property {flights.CarrierRole|null} [by] CarrierChoice by
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CarrierChoice.
         * @memberof flights
         * @interface ICarrierChoice
         * @augments flights.CarrierChoice.$Properties
         * @deprecated Use flights.CarrierChoice.$Properties instead.
         */

        /**
         * Shape of a CarrierChoice.
         * @typedef {flights.CarrierChoice.$Properties} flights.CarrierChoice.$Shape
         */

        /**
         * Constructs a new CarrierChoice.
         * @memberof flights
         * @classdesc Represents a CarrierChoice.
         * @constructor
         * @param {flights.CarrierChoice.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CarrierChoice = function (properties) {
            this.only = [];
            this.except = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CarrierChoice only.
         * @member {Array.<string>} only
         * @memberof flights.CarrierChoice
         * @instance
         */
        CarrierChoice.prototype.only = $util.emptyArray;

        /**
         * CarrierChoice except.
         * @member {Array.<string>} except
         * @memberof flights.CarrierChoice
         * @instance
         */
        CarrierChoice.prototype.except = $util.emptyArray;

        /**
         * CarrierChoice by.
         * @member {flights.CarrierRole} by
         * @memberof flights.CarrierChoice
         * @instance
         */
        CarrierChoice.prototype.by = 0;

        /**
         * Encodes the specified CarrierChoice message. Does not implicitly {@link flights.CarrierChoice.verify|verify} messages.
         * @function encode
         * @memberof flights.CarrierChoice
         * @static
         * @param {flights.CarrierChoice.$Properties} message CarrierChoice message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CarrierChoice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.only != null && message.only.length)
                for (let i = 0; i < message.only.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.only[i]);
            if (message.except != null && message.except.length)
                for (let i = 0; i < message.except.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.except[i]);
            if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.by);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CarrierChoice message from the specified reader or buffer.
         * @function decode
         * @memberof flights.CarrierChoice
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.CarrierChoice & flights.CarrierChoice.$Shape} CarrierChoice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CarrierChoice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.CarrierChoice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.only && message.only.length))
                            message.only = [];
                        message.only.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.except && message.except.length))
                            message.except = [];
                        message.except.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.by = value;
                        else
                            delete message.by;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CarrierChoice;
    })();

    flights.AirportChoice = (function() {

        /**
         * Properties of an AirportChoice.
         * @typedef {Object} flights.AirportChoice.$Properties
         * @property {Array.<string>|null} [only] AirportChoice only
         * @property {Array.<string>|null} [except] AirportChoice except
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AirportChoice.
         * @memberof flights
         * @interface IAirportChoice
         * @augments flights.AirportChoice.$Properties
         * @deprecated Use flights.AirportChoice.$Properties instead.
         */

        /**
         * Shape of an AirportChoice.
         * @typedef {flights.AirportChoice.$Properties} flights.AirportChoice.$Shape
         */

        /**
         * Constructs a new AirportChoice.
         * @memberof flights
         * @classdesc Represents an AirportChoice.
         * @constructor
         * @param {flights.AirportChoice.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AirportChoice = function (properties) {
            this.only = [];
            this.except = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * AirportChoice only.
         * @member {Array.<string>} only
         * @memberof flights.AirportChoice
         * @instance
         */
        AirportChoice.prototype.only = $util.emptyArray;

        /**
         * AirportChoice except.
         * @member {Array.<string>} except
         * @memberof flights.AirportChoice
         * @instance
         */
        AirportChoice.prototype.except = $util.emptyArray;

        /**
         * Encodes the specified AirportChoice message. Does not implicitly {@link flights.AirportChoice.verify|verify} messages.
         * @function encode
         * @memberof flights.AirportChoice
         * @static
         * @param {flights.AirportChoice.$Properties} message AirportChoice message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AirportChoice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.only != null && message.only.length)
                for (let i = 0; i < message.only.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.only[i]);
            if (message.except != null && message.except.length)
                for (let i = 0; i < message.except.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.except[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AirportChoice message from the specified reader or buffer.
         * @function decode
         * @memberof flights.AirportChoice
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.AirportChoice & flights.AirportChoice.$Shape} AirportChoice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AirportChoice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.AirportChoice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.only && message.only.length))
                            message.only = [];
                        message.only.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.except && message.except.length))
                            message.except = [];
                        message.except.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AirportChoice;
    })();

    flights.Bags = (function() {

        /**
         * Properties of a Bags.
         * @typedef {Object} flights.Bags.$Properties
         * @property {number|null} [checked] Bags checked
         * @property {number|null} [cabin] Bags cabin
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Bags.
         * @memberof flights
         * @interface IBags
         * @augments flights.Bags.$Properties
         * @deprecated Use flights.Bags.$Properties instead.
         */

        /**
         * Shape of a Bags.
         * @typedef {flights.Bags.$Properties} flights.Bags.$Shape
         */

        /**
         * Constructs a new Bags.
         * @memberof flights
         * @classdesc Represents a Bags.
         * @constructor
         * @param {flights.Bags.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Bags = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Bags checked.
         * @member {number|null|undefined} checked
         * @memberof flights.Bags
         * @instance
         */
        Bags.prototype.checked = null;

        /**
         * Bags cabin.
         * @member {number|null|undefined} cabin
         * @memberof flights.Bags
         * @instance
         */
        Bags.prototype.cabin = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Bags.prototype, "_checked", {
            get: $util.oneOfGetter($oneOfFields = ["checked"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Bags.prototype, "_cabin", {
            get: $util.oneOfGetter($oneOfFields = ["cabin"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Bags message. Does not implicitly {@link flights.Bags.verify|verify} messages.
         * @function encode
         * @memberof flights.Bags
         * @static
         * @param {flights.Bags.$Properties} message Bags message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Bags.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.checked != null && $Object.hasOwnProperty.call(message, "checked"))
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.checked);
            if (message.cabin != null && $Object.hasOwnProperty.call(message, "cabin"))
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.cabin);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Bags message from the specified reader or buffer.
         * @function decode
         * @memberof flights.Bags
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.Bags & flights.Bags.$Shape} Bags
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Bags.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.Bags();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.checked = reader.uint32();
                        message._checked = "checked";
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.cabin = reader.uint32();
                        message._cabin = "cabin";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Bags;
    })();

    flights.SearchLimits = (function() {

        /**
         * Properties of a SearchLimits.
         * @typedef {Object} flights.SearchLimits.$Properties
         * @property {flights.CarrierChoice.$Properties|null} [carriers] SearchLimits carriers
         * @property {flights.AirportChoice.$Properties|null} [via] SearchLimits via
         * @property {number|null} [maxLayoverMinutes] SearchLimits maxLayoverMinutes
         * @property {boolean|null} [noOvernightLayover] SearchLimits noOvernightLayover
         * @property {number|null} [maxPrice] SearchLimits maxPrice
         * @property {number|null} [maxDurationMinutes] SearchLimits maxDurationMinutes
         * @property {flights.Bags.$Properties|null} [bags] SearchLimits bags
         * @property {boolean|null} [changeable] SearchLimits changeable
         * @property {boolean|null} [refundable] SearchLimits refundable
         * @property {flights.NightRange.$Properties|null} [stayNights] SearchLimits stayNights
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SearchLimits.
         * @memberof flights
         * @interface ISearchLimits
         * @augments flights.SearchLimits.$Properties
         * @deprecated Use flights.SearchLimits.$Properties instead.
         */

        /**
         * Shape of a SearchLimits.
         * @typedef {flights.SearchLimits.$Properties} flights.SearchLimits.$Shape
         */

        /**
         * Constructs a new SearchLimits.
         * @memberof flights
         * @classdesc Represents a SearchLimits.
         * @constructor
         * @param {flights.SearchLimits.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SearchLimits = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SearchLimits carriers.
         * @member {flights.CarrierChoice.$Properties|null|undefined} carriers
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.carriers = null;

        /**
         * SearchLimits via.
         * @member {flights.AirportChoice.$Properties|null|undefined} via
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.via = null;

        /**
         * SearchLimits maxLayoverMinutes.
         * @member {number|null|undefined} maxLayoverMinutes
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.maxLayoverMinutes = null;

        /**
         * SearchLimits noOvernightLayover.
         * @member {boolean|null|undefined} noOvernightLayover
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.noOvernightLayover = null;

        /**
         * SearchLimits maxPrice.
         * @member {number|null|undefined} maxPrice
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.maxPrice = null;

        /**
         * SearchLimits maxDurationMinutes.
         * @member {number|null|undefined} maxDurationMinutes
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.maxDurationMinutes = null;

        /**
         * SearchLimits bags.
         * @member {flights.Bags.$Properties|null|undefined} bags
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.bags = null;

        /**
         * SearchLimits changeable.
         * @member {boolean|null|undefined} changeable
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.changeable = null;

        /**
         * SearchLimits refundable.
         * @member {boolean|null|undefined} refundable
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.refundable = null;

        /**
         * SearchLimits stayNights.
         * @member {flights.NightRange.$Properties|null|undefined} stayNights
         * @memberof flights.SearchLimits
         * @instance
         */
        SearchLimits.prototype.stayNights = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchLimits.prototype, "_maxLayoverMinutes", {
            get: $util.oneOfGetter($oneOfFields = ["maxLayoverMinutes"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchLimits.prototype, "_noOvernightLayover", {
            get: $util.oneOfGetter($oneOfFields = ["noOvernightLayover"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchLimits.prototype, "_maxPrice", {
            get: $util.oneOfGetter($oneOfFields = ["maxPrice"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchLimits.prototype, "_maxDurationMinutes", {
            get: $util.oneOfGetter($oneOfFields = ["maxDurationMinutes"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchLimits.prototype, "_changeable", {
            get: $util.oneOfGetter($oneOfFields = ["changeable"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SearchLimits.prototype, "_refundable", {
            get: $util.oneOfGetter($oneOfFields = ["refundable"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified SearchLimits message. Does not implicitly {@link flights.SearchLimits.verify|verify} messages.
         * @function encode
         * @memberof flights.SearchLimits
         * @static
         * @param {flights.SearchLimits.$Properties} message SearchLimits message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SearchLimits.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.carriers != null && $Object.hasOwnProperty.call(message, "carriers"))
                $root.flights.CarrierChoice.encode(message.carriers, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.via != null && $Object.hasOwnProperty.call(message, "via"))
                $root.flights.AirportChoice.encode(message.via, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.maxLayoverMinutes != null && $Object.hasOwnProperty.call(message, "maxLayoverMinutes"))
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.maxLayoverMinutes);
            if (message.noOvernightLayover != null && $Object.hasOwnProperty.call(message, "noOvernightLayover"))
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.noOvernightLayover);
            if (message.maxPrice != null && $Object.hasOwnProperty.call(message, "maxPrice"))
                writer.uint32(/* id 5, wireType 0 =*/40).int64(message.maxPrice);
            if (message.maxDurationMinutes != null && $Object.hasOwnProperty.call(message, "maxDurationMinutes"))
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.maxDurationMinutes);
            if (message.bags != null && $Object.hasOwnProperty.call(message, "bags"))
                $root.flights.Bags.encode(message.bags, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.changeable != null && $Object.hasOwnProperty.call(message, "changeable"))
                writer.uint32(/* id 8, wireType 0 =*/64).bool(message.changeable);
            if (message.refundable != null && $Object.hasOwnProperty.call(message, "refundable"))
                writer.uint32(/* id 9, wireType 0 =*/72).bool(message.refundable);
            if (message.stayNights != null && $Object.hasOwnProperty.call(message, "stayNights"))
                $root.flights.NightRange.encode(message.stayNights, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SearchLimits message from the specified reader or buffer.
         * @function decode
         * @memberof flights.SearchLimits
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.SearchLimits & flights.SearchLimits.$Shape} SearchLimits
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SearchLimits.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.SearchLimits();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.carriers = $root.flights.CarrierChoice.decode(reader, reader.size(), $undefined, _depth + 1, message.carriers);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.via = $root.flights.AirportChoice.decode(reader, reader.size(), $undefined, _depth + 1, message.via);
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.maxLayoverMinutes = reader.uint32();
                        message._maxLayoverMinutes = "maxLayoverMinutes";
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.noOvernightLayover = reader.bool();
                        message._noOvernightLayover = "noOvernightLayover";
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        message.maxPrice = reader.int64();
                        message._maxPrice = "maxPrice";
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        message.maxDurationMinutes = reader.uint32();
                        message._maxDurationMinutes = "maxDurationMinutes";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.bags = $root.flights.Bags.decode(reader, reader.size(), $undefined, _depth + 1, message.bags);
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        message.changeable = reader.bool();
                        message._changeable = "changeable";
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        message.refundable = reader.bool();
                        message._refundable = "refundable";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.stayNights = $root.flights.NightRange.decode(reader, reader.size(), $undefined, _depth + 1, message.stayNights);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SearchLimits;
    })();

    flights.BidderChoice = (function() {

        /**
         * Properties of a BidderChoice.
         * @typedef {Object} flights.BidderChoice.$Properties
         * @property {Array.<string>|null} [only] BidderChoice only
         * @property {Array.<string>|null} [except] BidderChoice except
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BidderChoice.
         * @memberof flights
         * @interface IBidderChoice
         * @augments flights.BidderChoice.$Properties
         * @deprecated Use flights.BidderChoice.$Properties instead.
         */

        /**
         * Shape of a BidderChoice.
         * @typedef {flights.BidderChoice.$Properties} flights.BidderChoice.$Shape
         */

        /**
         * Constructs a new BidderChoice.
         * @memberof flights
         * @classdesc Represents a BidderChoice.
         * @constructor
         * @param {flights.BidderChoice.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BidderChoice = function (properties) {
            this.only = [];
            this.except = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BidderChoice only.
         * @member {Array.<string>} only
         * @memberof flights.BidderChoice
         * @instance
         */
        BidderChoice.prototype.only = $util.emptyArray;

        /**
         * BidderChoice except.
         * @member {Array.<string>} except
         * @memberof flights.BidderChoice
         * @instance
         */
        BidderChoice.prototype.except = $util.emptyArray;

        /**
         * Encodes the specified BidderChoice message. Does not implicitly {@link flights.BidderChoice.verify|verify} messages.
         * @function encode
         * @memberof flights.BidderChoice
         * @static
         * @param {flights.BidderChoice.$Properties} message BidderChoice message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BidderChoice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.only != null && message.only.length)
                for (let i = 0; i < message.only.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.only[i]);
            if (message.except != null && message.except.length)
                for (let i = 0; i < message.except.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.except[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BidderChoice message from the specified reader or buffer.
         * @function decode
         * @memberof flights.BidderChoice
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {flights.BidderChoice & flights.BidderChoice.$Shape} BidderChoice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BidderChoice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.flights.BidderChoice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.only && message.only.length))
                            message.only = [];
                        message.only.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.except && message.except.length))
                            message.except = [];
                        message.except.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BidderChoice;
    })();

    return flights;
})();

export const recording = $root.recording = (() => {

    /**
     * Namespace recording.
     * @exports recording
     * @namespace
     */
    const recording = {};

    recording.Block = (function() {

        /**
         * Properties of a Block.
         * @typedef {Object} recording.Block.$Properties
         * @property {Array.<Uint8Array>|null} [rates] Block rates
         * @property {Array.<recording.Plausibility.$Properties>|null} [plausibility] Block plausibility
         * @property {Array.<Uint8Array>|null} [auctions] Block auctions
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Block.
         * @memberof recording
         * @interface IBlock
         * @augments recording.Block.$Properties
         * @deprecated Use recording.Block.$Properties instead.
         */

        /**
         * Shape of a Block.
         * @typedef {recording.Block.$Properties} recording.Block.$Shape
         */

        /**
         * Constructs a new Block.
         * @memberof recording
         * @classdesc Represents a Block.
         * @constructor
         * @param {recording.Block.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Block = function (properties) {
            this.rates = [];
            this.plausibility = [];
            this.auctions = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Block rates.
         * @member {Array.<Uint8Array>} rates
         * @memberof recording.Block
         * @instance
         */
        Block.prototype.rates = $util.emptyArray;

        /**
         * Block plausibility.
         * @member {Array.<recording.Plausibility.$Properties>} plausibility
         * @memberof recording.Block
         * @instance
         */
        Block.prototype.plausibility = $util.emptyArray;

        /**
         * Block auctions.
         * @member {Array.<Uint8Array>} auctions
         * @memberof recording.Block
         * @instance
         */
        Block.prototype.auctions = $util.emptyArray;

        /**
         * Encodes the specified Block message. Does not implicitly {@link recording.Block.verify|verify} messages.
         * @function encode
         * @memberof recording.Block
         * @static
         * @param {recording.Block.$Properties} message Block message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Block.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.rates != null && message.rates.length)
                for (let i = 0; i < message.rates.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.rates[i]);
            if (message.plausibility != null && message.plausibility.length)
                for (let i = 0; i < message.plausibility.length; ++i)
                    $root.recording.Plausibility.encode(message.plausibility[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.auctions != null && message.auctions.length)
                for (let i = 0; i < message.auctions.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.auctions[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Block message from the specified reader or buffer.
         * @function decode
         * @memberof recording.Block
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.Block & recording.Block.$Shape} Block
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Block.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.Block();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.rates && message.rates.length))
                            message.rates = [];
                        message.rates.push(reader.bytes());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.plausibility && message.plausibility.length))
                            message.plausibility = [];
                        message.plausibility.push($root.recording.Plausibility.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.auctions && message.auctions.length))
                            message.auctions = [];
                        message.auctions.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Block;
    })();

    recording.Plausibility = (function() {

        /**
         * Properties of a Plausibility.
         * @typedef {Object} recording.Plausibility.$Properties
         * @property {number|null} [dollarsMin] Plausibility dollarsMin
         * @property {number|null} [dollarsPer_1000KmMin] Plausibility dollarsPer_1000KmMin
         * @property {Array.<number>|null} [cabinFactor] Plausibility cabinFactor
         * @property {number|null} [expiryMsMax] Plausibility expiryMsMax
         * @property {Array.<recording.BidderCarriers.$Properties>|null} [carriers] Plausibility carriers
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Plausibility.
         * @memberof recording
         * @interface IPlausibility
         * @augments recording.Plausibility.$Properties
         * @deprecated Use recording.Plausibility.$Properties instead.
         */

        /**
         * Shape of a Plausibility.
         * @typedef {recording.Plausibility.$Properties} recording.Plausibility.$Shape
         */

        /**
         * Constructs a new Plausibility.
         * @memberof recording
         * @classdesc Represents a Plausibility.
         * @constructor
         * @param {recording.Plausibility.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Plausibility = function (properties) {
            this.cabinFactor = [];
            this.carriers = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Plausibility dollarsMin.
         * @member {number} dollarsMin
         * @memberof recording.Plausibility
         * @instance
         */
        Plausibility.prototype.dollarsMin = 0;

        /**
         * Plausibility dollarsPer_1000KmMin.
         * @member {number} dollarsPer_1000KmMin
         * @memberof recording.Plausibility
         * @instance
         */
        Plausibility.prototype.dollarsPer_1000KmMin = 0;

        /**
         * Plausibility cabinFactor.
         * @member {Array.<number>} cabinFactor
         * @memberof recording.Plausibility
         * @instance
         */
        Plausibility.prototype.cabinFactor = $util.emptyArray;

        /**
         * Plausibility expiryMsMax.
         * @member {number} expiryMsMax
         * @memberof recording.Plausibility
         * @instance
         */
        Plausibility.prototype.expiryMsMax = 0;

        /**
         * Plausibility carriers.
         * @member {Array.<recording.BidderCarriers.$Properties>} carriers
         * @memberof recording.Plausibility
         * @instance
         */
        Plausibility.prototype.carriers = $util.emptyArray;

        /**
         * Encodes the specified Plausibility message. Does not implicitly {@link recording.Plausibility.verify|verify} messages.
         * @function encode
         * @memberof recording.Plausibility
         * @static
         * @param {recording.Plausibility.$Properties} message Plausibility message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Plausibility.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.dollarsMin != null && $Object.hasOwnProperty.call(message, "dollarsMin") && !$Object.is(message.dollarsMin, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.dollarsMin);
            if (message.dollarsPer_1000KmMin != null && $Object.hasOwnProperty.call(message, "dollarsPer_1000KmMin") && !$Object.is(message.dollarsPer_1000KmMin, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.dollarsPer_1000KmMin);
            if (message.cabinFactor != null && message.cabinFactor.length)
                writer.uint32(/* id 3, wireType 2 =*/26).doubles(message.cabinFactor);
            if (message.expiryMsMax != null && $Object.hasOwnProperty.call(message, "expiryMsMax") && !$Object.is(message.expiryMsMax, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.expiryMsMax);
            if (message.carriers != null && message.carriers.length)
                for (let i = 0; i < message.carriers.length; ++i)
                    $root.recording.BidderCarriers.encode(message.carriers[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Plausibility message from the specified reader or buffer.
         * @function decode
         * @memberof recording.Plausibility
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.Plausibility & recording.Plausibility.$Shape} Plausibility
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Plausibility.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.Plausibility();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.dollarsMin = value;
                        else
                            delete message.dollarsMin;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.dollarsPer_1000KmMin = value;
                        else
                            delete message.dollarsPer_1000KmMin;
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.cabinFactor && message.cabinFactor.length))
                                message.cabinFactor = [];
                            reader.doubles(message.cabinFactor);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.cabinFactor && message.cabinFactor.length))
                            message.cabinFactor = [];
                        message.cabinFactor.push(reader.double());
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.expiryMsMax = value;
                        else
                            delete message.expiryMsMax;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.carriers && message.carriers.length))
                            message.carriers = [];
                        message.carriers.push($root.recording.BidderCarriers.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Plausibility;
    })();

    recording.BidderCarriers = (function() {

        /**
         * Properties of a BidderCarriers.
         * @typedef {Object} recording.BidderCarriers.$Properties
         * @property {string|null} [bidder] BidderCarriers bidder
         * @property {Array.<string>|null} [carriers] BidderCarriers carriers
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BidderCarriers.
         * @memberof recording
         * @interface IBidderCarriers
         * @augments recording.BidderCarriers.$Properties
         * @deprecated Use recording.BidderCarriers.$Properties instead.
         */

        /**
         * Shape of a BidderCarriers.
         * @typedef {recording.BidderCarriers.$Properties} recording.BidderCarriers.$Shape
         */

        /**
         * Constructs a new BidderCarriers.
         * @memberof recording
         * @classdesc Represents a BidderCarriers.
         * @constructor
         * @param {recording.BidderCarriers.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BidderCarriers = function (properties) {
            this.carriers = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BidderCarriers bidder.
         * @member {string} bidder
         * @memberof recording.BidderCarriers
         * @instance
         */
        BidderCarriers.prototype.bidder = "";

        /**
         * BidderCarriers carriers.
         * @member {Array.<string>} carriers
         * @memberof recording.BidderCarriers
         * @instance
         */
        BidderCarriers.prototype.carriers = $util.emptyArray;

        /**
         * Encodes the specified BidderCarriers message. Does not implicitly {@link recording.BidderCarriers.verify|verify} messages.
         * @function encode
         * @memberof recording.BidderCarriers
         * @static
         * @param {recording.BidderCarriers.$Properties} message BidderCarriers message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BidderCarriers.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder") && message.bidder !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.bidder);
            if (message.carriers != null && message.carriers.length)
                for (let i = 0; i < message.carriers.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.carriers[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BidderCarriers message from the specified reader or buffer.
         * @function decode
         * @memberof recording.BidderCarriers
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.BidderCarriers & recording.BidderCarriers.$Shape} BidderCarriers
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BidderCarriers.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.BidderCarriers();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bidder = value;
                        else
                            delete message.bidder;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.carriers && message.carriers.length))
                            message.carriers = [];
                        message.carriers.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BidderCarriers;
    })();

    recording.Grace = (function() {

        /**
         * Properties of a Grace.
         * @typedef {Object} recording.Grace.$Properties
         * @property {number|null} [share] Grace share
         * @property {number|null} [msMin] Grace msMin
         * @property {number|null} [msMax] Grace msMax
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Grace.
         * @memberof recording
         * @interface IGrace
         * @augments recording.Grace.$Properties
         * @deprecated Use recording.Grace.$Properties instead.
         */

        /**
         * Shape of a Grace.
         * @typedef {recording.Grace.$Properties} recording.Grace.$Shape
         */

        /**
         * Constructs a new Grace.
         * @memberof recording
         * @classdesc Represents a Grace.
         * @constructor
         * @param {recording.Grace.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Grace = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Grace share.
         * @member {number} share
         * @memberof recording.Grace
         * @instance
         */
        Grace.prototype.share = 0;

        /**
         * Grace msMin.
         * @member {number} msMin
         * @memberof recording.Grace
         * @instance
         */
        Grace.prototype.msMin = 0;

        /**
         * Grace msMax.
         * @member {number} msMax
         * @memberof recording.Grace
         * @instance
         */
        Grace.prototype.msMax = 0;

        /**
         * Encodes the specified Grace message. Does not implicitly {@link recording.Grace.verify|verify} messages.
         * @function encode
         * @memberof recording.Grace
         * @static
         * @param {recording.Grace.$Properties} message Grace message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Grace.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.share != null && $Object.hasOwnProperty.call(message, "share") && !$Object.is(message.share, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.share);
            if (message.msMin != null && $Object.hasOwnProperty.call(message, "msMin") && !$Object.is(message.msMin, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.msMin);
            if (message.msMax != null && $Object.hasOwnProperty.call(message, "msMax") && !$Object.is(message.msMax, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.msMax);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Grace message from the specified reader or buffer.
         * @function decode
         * @memberof recording.Grace
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.Grace & recording.Grace.$Shape} Grace
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Grace.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.Grace();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.share = value;
                        else
                            delete message.share;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.msMin = value;
                        else
                            delete message.msMin;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.msMax = value;
                        else
                            delete message.msMax;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Grace;
    })();

    recording.MarkUpRule = (function() {

        /**
         * Properties of a MarkUpRule.
         * @typedef {Object} recording.MarkUpRule.$Properties
         * @property {string|null} [bidder] MarkUpRule bidder
         * @property {string|null} [seller] MarkUpRule seller
         * @property {number|null} [basisPoints] MarkUpRule basisPoints
         * @property {number|null} [fixed] MarkUpRule fixed
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a MarkUpRule.
         * @memberof recording
         * @interface IMarkUpRule
         * @augments recording.MarkUpRule.$Properties
         * @deprecated Use recording.MarkUpRule.$Properties instead.
         */

        /**
         * Shape of a MarkUpRule.
         * @typedef {recording.MarkUpRule.$Properties} recording.MarkUpRule.$Shape
         */

        /**
         * Constructs a new MarkUpRule.
         * @memberof recording
         * @classdesc Represents a MarkUpRule.
         * @constructor
         * @param {recording.MarkUpRule.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const MarkUpRule = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * MarkUpRule bidder.
         * @member {string|null|undefined} bidder
         * @memberof recording.MarkUpRule
         * @instance
         */
        MarkUpRule.prototype.bidder = null;

        /**
         * MarkUpRule seller.
         * @member {string|null|undefined} seller
         * @memberof recording.MarkUpRule
         * @instance
         */
        MarkUpRule.prototype.seller = null;

        /**
         * MarkUpRule basisPoints.
         * @member {number} basisPoints
         * @memberof recording.MarkUpRule
         * @instance
         */
        MarkUpRule.prototype.basisPoints = 0;

        /**
         * MarkUpRule fixed.
         * @member {number} fixed
         * @memberof recording.MarkUpRule
         * @instance
         */
        MarkUpRule.prototype.fixed = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(MarkUpRule.prototype, "_bidder", {
            get: $util.oneOfGetter($oneOfFields = ["bidder"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(MarkUpRule.prototype, "_seller", {
            get: $util.oneOfGetter($oneOfFields = ["seller"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified MarkUpRule message. Does not implicitly {@link recording.MarkUpRule.verify|verify} messages.
         * @function encode
         * @memberof recording.MarkUpRule
         * @static
         * @param {recording.MarkUpRule.$Properties} message MarkUpRule message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        MarkUpRule.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.bidder);
            if (message.seller != null && $Object.hasOwnProperty.call(message, "seller"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.seller);
            if (message.basisPoints != null && $Object.hasOwnProperty.call(message, "basisPoints") && message.basisPoints !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).sint32(message.basisPoints);
            if (message.fixed != null && $Object.hasOwnProperty.call(message, "fixed") && (typeof message.fixed === "object" ? message.fixed.low || message.fixed.high : message.fixed !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).sint64(message.fixed);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a MarkUpRule message from the specified reader or buffer.
         * @function decode
         * @memberof recording.MarkUpRule
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.MarkUpRule & recording.MarkUpRule.$Shape} MarkUpRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        MarkUpRule.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.MarkUpRule();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.bidder = reader.stringVerify();
                        message._bidder = "bidder";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.seller = reader.stringVerify();
                        message._seller = "seller";
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.sint32())
                            message.basisPoints = value;
                        else
                            delete message.basisPoints;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.fixed = value;
                        else
                            delete message.fixed;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return MarkUpRule;
    })();

    recording.FarBidder = (function() {

        /**
         * Properties of a FarBidder.
         * @typedef {Object} recording.FarBidder.$Properties
         * @property {string|null} [bidder] FarBidder bidder
         * @property {number|null} [roundTripMs] FarBidder roundTripMs
         * @property {number|null} [budgetMs] FarBidder budgetMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FarBidder.
         * @memberof recording
         * @interface IFarBidder
         * @augments recording.FarBidder.$Properties
         * @deprecated Use recording.FarBidder.$Properties instead.
         */

        /**
         * Shape of a FarBidder.
         * @typedef {recording.FarBidder.$Properties} recording.FarBidder.$Shape
         */

        /**
         * Constructs a new FarBidder.
         * @memberof recording
         * @classdesc Represents a FarBidder.
         * @constructor
         * @param {recording.FarBidder.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FarBidder = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FarBidder bidder.
         * @member {string} bidder
         * @memberof recording.FarBidder
         * @instance
         */
        FarBidder.prototype.bidder = "";

        /**
         * FarBidder roundTripMs.
         * @member {number} roundTripMs
         * @memberof recording.FarBidder
         * @instance
         */
        FarBidder.prototype.roundTripMs = 0;

        /**
         * FarBidder budgetMs.
         * @member {number} budgetMs
         * @memberof recording.FarBidder
         * @instance
         */
        FarBidder.prototype.budgetMs = 0;

        /**
         * Encodes the specified FarBidder message. Does not implicitly {@link recording.FarBidder.verify|verify} messages.
         * @function encode
         * @memberof recording.FarBidder
         * @static
         * @param {recording.FarBidder.$Properties} message FarBidder message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FarBidder.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder") && message.bidder !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.bidder);
            if (message.roundTripMs != null && $Object.hasOwnProperty.call(message, "roundTripMs") && !$Object.is(message.roundTripMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.roundTripMs);
            if (message.budgetMs != null && $Object.hasOwnProperty.call(message, "budgetMs") && !$Object.is(message.budgetMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.budgetMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a FarBidder message from the specified reader or buffer.
         * @function decode
         * @memberof recording.FarBidder
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.FarBidder & recording.FarBidder.$Shape} FarBidder
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FarBidder.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.FarBidder();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bidder = value;
                        else
                            delete message.bidder;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.roundTripMs = value;
                        else
                            delete message.roundTripMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.budgetMs = value;
                        else
                            delete message.budgetMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return FarBidder;
    })();

    recording.Hedge = (function() {

        /**
         * Properties of a Hedge.
         * @typedef {Object} recording.Hedge.$Properties
         * @property {string|null} [bidder] Hedge bidder
         * @property {number|null} [afterMs] Hedge afterMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Hedge.
         * @memberof recording
         * @interface IHedge
         * @augments recording.Hedge.$Properties
         * @deprecated Use recording.Hedge.$Properties instead.
         */

        /**
         * Shape of a Hedge.
         * @typedef {recording.Hedge.$Properties} recording.Hedge.$Shape
         */

        /**
         * Constructs a new Hedge.
         * @memberof recording
         * @classdesc Represents a Hedge.
         * @constructor
         * @param {recording.Hedge.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Hedge = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Hedge bidder.
         * @member {string} bidder
         * @memberof recording.Hedge
         * @instance
         */
        Hedge.prototype.bidder = "";

        /**
         * Hedge afterMs.
         * @member {number} afterMs
         * @memberof recording.Hedge
         * @instance
         */
        Hedge.prototype.afterMs = 0;

        /**
         * Encodes the specified Hedge message. Does not implicitly {@link recording.Hedge.verify|verify} messages.
         * @function encode
         * @memberof recording.Hedge
         * @static
         * @param {recording.Hedge.$Properties} message Hedge message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Hedge.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder") && message.bidder !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.bidder);
            if (message.afterMs != null && $Object.hasOwnProperty.call(message, "afterMs") && !$Object.is(message.afterMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.afterMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Hedge message from the specified reader or buffer.
         * @function decode
         * @memberof recording.Hedge
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.Hedge & recording.Hedge.$Shape} Hedge
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Hedge.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.Hedge();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bidder = value;
                        else
                            delete message.bidder;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.afterMs = value;
                        else
                            delete message.afterMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Hedge;
    })();

    recording.Expectation = (function() {

        /**
         * Properties of an Expectation.
         * @typedef {Object} recording.Expectation.$Properties
         * @property {Array.<string>|null} [expected] Expectation expected
         * @property {Array.<string>|null} [skipped] Expectation skipped
         * @property {Array.<string>|null} [required] Expectation required
         * @property {Array.<string>|null} [absent] Expectation absent
         * @property {Array.<recording.Hedge.$Properties>|null} [hedges] Expectation hedges
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Expectation.
         * @memberof recording
         * @interface IExpectation
         * @augments recording.Expectation.$Properties
         * @deprecated Use recording.Expectation.$Properties instead.
         */

        /**
         * Shape of an Expectation.
         * @typedef {recording.Expectation.$Properties} recording.Expectation.$Shape
         */

        /**
         * Constructs a new Expectation.
         * @memberof recording
         * @classdesc Represents an Expectation.
         * @constructor
         * @param {recording.Expectation.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Expectation = function (properties) {
            this.expected = [];
            this.skipped = [];
            this.required = [];
            this.absent = [];
            this.hedges = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Expectation expected.
         * @member {Array.<string>} expected
         * @memberof recording.Expectation
         * @instance
         */
        Expectation.prototype.expected = $util.emptyArray;

        /**
         * Expectation skipped.
         * @member {Array.<string>} skipped
         * @memberof recording.Expectation
         * @instance
         */
        Expectation.prototype.skipped = $util.emptyArray;

        /**
         * Expectation required.
         * @member {Array.<string>} required
         * @memberof recording.Expectation
         * @instance
         */
        Expectation.prototype.required = $util.emptyArray;

        /**
         * Expectation absent.
         * @member {Array.<string>} absent
         * @memberof recording.Expectation
         * @instance
         */
        Expectation.prototype.absent = $util.emptyArray;

        /**
         * Expectation hedges.
         * @member {Array.<recording.Hedge.$Properties>} hedges
         * @memberof recording.Expectation
         * @instance
         */
        Expectation.prototype.hedges = $util.emptyArray;

        /**
         * Encodes the specified Expectation message. Does not implicitly {@link recording.Expectation.verify|verify} messages.
         * @function encode
         * @memberof recording.Expectation
         * @static
         * @param {recording.Expectation.$Properties} message Expectation message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Expectation.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.expected != null && message.expected.length)
                for (let i = 0; i < message.expected.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.expected[i]);
            if (message.skipped != null && message.skipped.length)
                for (let i = 0; i < message.skipped.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.skipped[i]);
            if (message.required != null && message.required.length)
                for (let i = 0; i < message.required.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.required[i]);
            if (message.absent != null && message.absent.length)
                for (let i = 0; i < message.absent.length; ++i)
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.absent[i]);
            if (message.hedges != null && message.hedges.length)
                for (let i = 0; i < message.hedges.length; ++i)
                    $root.recording.Hedge.encode(message.hedges[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Expectation message from the specified reader or buffer.
         * @function decode
         * @memberof recording.Expectation
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.Expectation & recording.Expectation.$Shape} Expectation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Expectation.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.Expectation();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.expected && message.expected.length))
                            message.expected = [];
                        message.expected.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.skipped && message.skipped.length))
                            message.skipped = [];
                        message.skipped.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.required && message.required.length))
                            message.required = [];
                        message.required.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.absent && message.absent.length))
                            message.absent = [];
                        message.absent.push(reader.stringVerify());
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.hedges && message.hedges.length))
                            message.hedges = [];
                        message.hedges.push($root.recording.Hedge.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Expectation;
    })();

    /**
     * EventKind enum.
     * @name recording.EventKind
     * @enum {number}
     * @property {number} EVENT_KIND_UNSPECIFIED=0 EVENT_KIND_UNSPECIFIED value
     * @property {number} EVENT_KIND_BID=1 EVENT_KIND_BID value
     * @property {number} EVENT_KIND_HEDGED=2 EVENT_KIND_HEDGED value
     * @property {number} EVENT_KIND_HEDGE_LOST=3 EVENT_KIND_HEDGE_LOST value
     * @property {number} EVENT_KIND_LOST=4 EVENT_KIND_LOST value
     * @property {number} EVENT_KIND_NO_SUBSCRIBERS=5 EVENT_KIND_NO_SUBSCRIBERS value
     * @property {number} EVENT_KIND_CANCELLED=6 EVENT_KIND_CANCELLED value
     */
    recording.EventKind = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "EVENT_KIND_UNSPECIFIED"] = 0;
        values[valuesById[1] = "EVENT_KIND_BID"] = 1;
        values[valuesById[2] = "EVENT_KIND_HEDGED"] = 2;
        values[valuesById[3] = "EVENT_KIND_HEDGE_LOST"] = 3;
        values[valuesById[4] = "EVENT_KIND_LOST"] = 4;
        values[valuesById[5] = "EVENT_KIND_NO_SUBSCRIBERS"] = 5;
        values[valuesById[6] = "EVENT_KIND_CANCELLED"] = 6;
        return values;
    })();

    recording.Event = (function() {

        /**
         * Properties of an Event.
         * @typedef {Object} recording.Event.$Properties
         * @property {recording.EventKind|null} [kind] Event kind
         * @property {number|null} [atUs] Event atUs
         * @property {string|null} [bidder] Event bidder
         * @property {string|null} [instance] Event instance
         * @property {Uint8Array|null} [bytes] Event bytes
         * @property {string|null} [reason] Event reason
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Event.
         * @memberof recording
         * @interface IEvent
         * @augments recording.Event.$Properties
         * @deprecated Use recording.Event.$Properties instead.
         */

        /**
         * Shape of an Event.
         * @typedef {recording.Event.$Properties} recording.Event.$Shape
         */

        /**
         * Constructs a new Event.
         * @memberof recording
         * @classdesc Represents an Event.
         * @constructor
         * @param {recording.Event.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Event = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Event kind.
         * @member {recording.EventKind} kind
         * @memberof recording.Event
         * @instance
         */
        Event.prototype.kind = 0;

        /**
         * Event atUs.
         * @member {number} atUs
         * @memberof recording.Event
         * @instance
         */
        Event.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Event bidder.
         * @member {string} bidder
         * @memberof recording.Event
         * @instance
         */
        Event.prototype.bidder = "";

        /**
         * Event instance.
         * @member {string} instance
         * @memberof recording.Event
         * @instance
         */
        Event.prototype.instance = "";

        /**
         * Event bytes.
         * @member {Uint8Array} bytes
         * @memberof recording.Event
         * @instance
         */
        Event.prototype.bytes = $util.newBuffer([]);

        /**
         * Event reason.
         * @member {string|null|undefined} reason
         * @memberof recording.Event
         * @instance
         */
        Event.prototype.reason = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Event.prototype, "_reason", {
            get: $util.oneOfGetter($oneOfFields = ["reason"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Event message. Does not implicitly {@link recording.Event.verify|verify} messages.
         * @function encode
         * @memberof recording.Event
         * @static
         * @param {recording.Event.$Properties} message Event message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Event.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.atUs);
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder") && message.bidder !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.bidder);
            if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.instance);
            if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && message.bytes.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.bytes);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Event message from the specified reader or buffer.
         * @function decode
         * @memberof recording.Event
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.Event & recording.Event.$Shape} Event
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Event.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.Event();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bidder = value;
                        else
                            delete message.bidder;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instance = value;
                        else
                            delete message.instance;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.bytes = value;
                        else
                            delete message.bytes;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.reason = reader.stringVerify();
                        message._reason = "reason";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Event;
    })();

    recording.Fallback = (function() {

        /**
         * Properties of a Fallback.
         * @typedef {Object} recording.Fallback.$Properties
         * @property {string|null} [bidder] Fallback bidder
         * @property {number|null} [ageMs] Fallback ageMs
         * @property {Uint8Array|null} [record] Fallback record
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Fallback.
         * @memberof recording
         * @interface IFallback
         * @augments recording.Fallback.$Properties
         * @deprecated Use recording.Fallback.$Properties instead.
         */

        /**
         * Shape of a Fallback.
         * @typedef {recording.Fallback.$Properties} recording.Fallback.$Shape
         */

        /**
         * Constructs a new Fallback.
         * @memberof recording
         * @classdesc Represents a Fallback.
         * @constructor
         * @param {recording.Fallback.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Fallback = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Fallback bidder.
         * @member {string} bidder
         * @memberof recording.Fallback
         * @instance
         */
        Fallback.prototype.bidder = "";

        /**
         * Fallback ageMs.
         * @member {number} ageMs
         * @memberof recording.Fallback
         * @instance
         */
        Fallback.prototype.ageMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Fallback record.
         * @member {Uint8Array} record
         * @memberof recording.Fallback
         * @instance
         */
        Fallback.prototype.record = $util.newBuffer([]);

        /**
         * Encodes the specified Fallback message. Does not implicitly {@link recording.Fallback.verify|verify} messages.
         * @function encode
         * @memberof recording.Fallback
         * @static
         * @param {recording.Fallback.$Properties} message Fallback message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Fallback.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidder != null && $Object.hasOwnProperty.call(message, "bidder") && message.bidder !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.bidder);
            if (message.ageMs != null && $Object.hasOwnProperty.call(message, "ageMs") && (typeof message.ageMs === "object" ? message.ageMs.low || message.ageMs.high : message.ageMs !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.ageMs);
            if (message.record != null && $Object.hasOwnProperty.call(message, "record") && message.record.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.record);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Fallback message from the specified reader or buffer.
         * @function decode
         * @memberof recording.Fallback
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.Fallback & recording.Fallback.$Shape} Fallback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Fallback.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.Fallback();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bidder = value;
                        else
                            delete message.bidder;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.ageMs = value;
                        else
                            delete message.ageMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.record = value;
                        else
                            delete message.record;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Fallback;
    })();

    recording.Auction = (function() {

        /**
         * Properties of an Auction.
         * @typedef {Object} recording.Auction.$Properties
         * @property {string|null} [searchId] Auction searchId
         * @property {string|null} [auctionId] Auction auctionId
         * @property {string|null} [gateway] Auction gateway
         * @property {number|null} [wallMs] Auction wallMs
         * @property {flights.FlightSearchRequest.$Properties|null} [search] Auction search
         * @property {auction.Objective.$Properties|null} [objective] Auction objective
         * @property {number|null} [rates] Auction rates
         * @property {number|null} [plausibility] Auction plausibility
         * @property {recording.Grace.$Properties|null} [grace] Auction grace
         * @property {Array.<recording.MarkUpRule.$Properties>|null} [markUp] Auction markUp
         * @property {Array.<string>|null} [disabledSellers] Auction disabledSellers
         * @property {Array.<string>|null} [disabled] Auction disabled
         * @property {Array.<recording.FarBidder.$Properties>|null} [tooFar] Auction tooFar
         * @property {string|null} [arm] Auction arm
         * @property {recording.Expectation.$Properties|null} [expectation] Auction expectation
         * @property {number|null} [calledAtUs] Auction calledAtUs
         * @property {Array.<recording.Event.$Properties>|null} [events] Auction events
         * @property {auction.EndedBy|null} [endedBy] Auction endedBy
         * @property {number|null} [endedAtUs] Auction endedAtUs
         * @property {number|null} [heardUntilUs] Auction heardUntilUs
         * @property {boolean|null} [lateWanted] Auction lateWanted
         * @property {Array.<auction.BidderReport.$Properties>|null} [bidders] Auction bidders
         * @property {Uint8Array|null} [result] Auction result
         * @property {boolean|null} [sampled] Auction sampled
         * @property {Array.<recording.Fallback.$Properties>|null} [fallbacks] Auction fallbacks
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Auction.
         * @memberof recording
         * @interface IAuction
         * @augments recording.Auction.$Properties
         * @deprecated Use recording.Auction.$Properties instead.
         */

        /**
         * Shape of an Auction.
         * @typedef {recording.Auction.$Properties} recording.Auction.$Shape
         */

        /**
         * Constructs a new Auction.
         * @memberof recording
         * @classdesc Represents an Auction.
         * @constructor
         * @param {recording.Auction.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Auction = function (properties) {
            this.markUp = [];
            this.disabledSellers = [];
            this.disabled = [];
            this.tooFar = [];
            this.events = [];
            this.bidders = [];
            this.fallbacks = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Auction searchId.
         * @member {string} searchId
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.searchId = "";

        /**
         * Auction auctionId.
         * @member {string} auctionId
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.auctionId = "";

        /**
         * Auction gateway.
         * @member {string} gateway
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.gateway = "";

        /**
         * Auction wallMs.
         * @member {number} wallMs
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.wallMs = 0;

        /**
         * Auction search.
         * @member {flights.FlightSearchRequest.$Properties|null|undefined} search
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.search = null;

        /**
         * Auction objective.
         * @member {auction.Objective.$Properties|null|undefined} objective
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.objective = null;

        /**
         * Auction rates.
         * @member {number} rates
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.rates = 0;

        /**
         * Auction plausibility.
         * @member {number} plausibility
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.plausibility = 0;

        /**
         * Auction grace.
         * @member {recording.Grace.$Properties|null|undefined} grace
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.grace = null;

        /**
         * Auction markUp.
         * @member {Array.<recording.MarkUpRule.$Properties>} markUp
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.markUp = $util.emptyArray;

        /**
         * Auction disabledSellers.
         * @member {Array.<string>} disabledSellers
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.disabledSellers = $util.emptyArray;

        /**
         * Auction disabled.
         * @member {Array.<string>} disabled
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.disabled = $util.emptyArray;

        /**
         * Auction tooFar.
         * @member {Array.<recording.FarBidder.$Properties>} tooFar
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.tooFar = $util.emptyArray;

        /**
         * Auction arm.
         * @member {string|null|undefined} arm
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.arm = null;

        /**
         * Auction expectation.
         * @member {recording.Expectation.$Properties|null|undefined} expectation
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.expectation = null;

        /**
         * Auction calledAtUs.
         * @member {number} calledAtUs
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.calledAtUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Auction events.
         * @member {Array.<recording.Event.$Properties>} events
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.events = $util.emptyArray;

        /**
         * Auction endedBy.
         * @member {auction.EndedBy} endedBy
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.endedBy = 0;

        /**
         * Auction endedAtUs.
         * @member {number} endedAtUs
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.endedAtUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Auction heardUntilUs.
         * @member {number} heardUntilUs
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.heardUntilUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Auction lateWanted.
         * @member {boolean} lateWanted
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.lateWanted = false;

        /**
         * Auction bidders.
         * @member {Array.<auction.BidderReport.$Properties>} bidders
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.bidders = $util.emptyArray;

        /**
         * Auction result.
         * @member {Uint8Array|null|undefined} result
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.result = null;

        /**
         * Auction sampled.
         * @member {boolean} sampled
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.sampled = false;

        /**
         * Auction fallbacks.
         * @member {Array.<recording.Fallback.$Properties>} fallbacks
         * @memberof recording.Auction
         * @instance
         */
        Auction.prototype.fallbacks = $util.emptyArray;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Auction.prototype, "_arm", {
            get: $util.oneOfGetter($oneOfFields = ["arm"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Auction.prototype, "_result", {
            get: $util.oneOfGetter($oneOfFields = ["result"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Auction message. Does not implicitly {@link recording.Auction.verify|verify} messages.
         * @function encode
         * @memberof recording.Auction
         * @static
         * @param {recording.Auction.$Properties} message Auction message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Auction.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.searchId != null && $Object.hasOwnProperty.call(message, "searchId") && message.searchId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.searchId);
            if (message.auctionId != null && $Object.hasOwnProperty.call(message, "auctionId") && message.auctionId !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.auctionId);
            if (message.gateway != null && $Object.hasOwnProperty.call(message, "gateway") && message.gateway !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.gateway);
            if (message.wallMs != null && $Object.hasOwnProperty.call(message, "wallMs") && !$Object.is(message.wallMs, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.wallMs);
            if (message.search != null && $Object.hasOwnProperty.call(message, "search"))
                $root.flights.FlightSearchRequest.encode(message.search, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.objective != null && $Object.hasOwnProperty.call(message, "objective"))
                $root.auction.Objective.encode(message.objective, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.rates != null && $Object.hasOwnProperty.call(message, "rates") && message.rates !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.rates);
            if (message.plausibility != null && $Object.hasOwnProperty.call(message, "plausibility") && message.plausibility !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.plausibility);
            if (message.grace != null && $Object.hasOwnProperty.call(message, "grace"))
                $root.recording.Grace.encode(message.grace, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.markUp != null && message.markUp.length)
                for (let i = 0; i < message.markUp.length; ++i)
                    $root.recording.MarkUpRule.encode(message.markUp[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.disabledSellers != null && message.disabledSellers.length)
                for (let i = 0; i < message.disabledSellers.length; ++i)
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.disabledSellers[i]);
            if (message.disabled != null && message.disabled.length)
                for (let i = 0; i < message.disabled.length; ++i)
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.disabled[i]);
            if (message.tooFar != null && message.tooFar.length)
                for (let i = 0; i < message.tooFar.length; ++i)
                    $root.recording.FarBidder.encode(message.tooFar[i], writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
            if (message.arm != null && $Object.hasOwnProperty.call(message, "arm"))
                writer.uint32(/* id 14, wireType 2 =*/114).string(message.arm);
            if (message.expectation != null && $Object.hasOwnProperty.call(message, "expectation"))
                $root.recording.Expectation.encode(message.expectation, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
            if (message.calledAtUs != null && $Object.hasOwnProperty.call(message, "calledAtUs") && (typeof message.calledAtUs === "object" ? message.calledAtUs.low || message.calledAtUs.high : message.calledAtUs !== 0))
                writer.uint32(/* id 16, wireType 0 =*/128).uint64(message.calledAtUs);
            if (message.events != null && message.events.length)
                for (let i = 0; i < message.events.length; ++i)
                    $root.recording.Event.encode(message.events[i], writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
            if (message.endedBy != null && $Object.hasOwnProperty.call(message, "endedBy") && message.endedBy !== 0)
                writer.uint32(/* id 18, wireType 0 =*/144).int32(message.endedBy);
            if (message.endedAtUs != null && $Object.hasOwnProperty.call(message, "endedAtUs") && (typeof message.endedAtUs === "object" ? message.endedAtUs.low || message.endedAtUs.high : message.endedAtUs !== 0))
                writer.uint32(/* id 19, wireType 0 =*/152).uint64(message.endedAtUs);
            if (message.heardUntilUs != null && $Object.hasOwnProperty.call(message, "heardUntilUs") && (typeof message.heardUntilUs === "object" ? message.heardUntilUs.low || message.heardUntilUs.high : message.heardUntilUs !== 0))
                writer.uint32(/* id 20, wireType 0 =*/160).uint64(message.heardUntilUs);
            if (message.lateWanted != null && $Object.hasOwnProperty.call(message, "lateWanted") && message.lateWanted !== false)
                writer.uint32(/* id 21, wireType 0 =*/168).bool(message.lateWanted);
            if (message.bidders != null && message.bidders.length)
                for (let i = 0; i < message.bidders.length; ++i)
                    $root.auction.BidderReport.encode(message.bidders[i], writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
            if (message.result != null && $Object.hasOwnProperty.call(message, "result"))
                writer.uint32(/* id 23, wireType 2 =*/186).bytes(message.result);
            if (message.sampled != null && $Object.hasOwnProperty.call(message, "sampled") && message.sampled !== false)
                writer.uint32(/* id 24, wireType 0 =*/192).bool(message.sampled);
            if (message.fallbacks != null && message.fallbacks.length)
                for (let i = 0; i < message.fallbacks.length; ++i)
                    $root.recording.Fallback.encode(message.fallbacks[i], writer.uint32(/* id 25, wireType 2 =*/202).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Auction message from the specified reader or buffer.
         * @function decode
         * @memberof recording.Auction
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {recording.Auction & recording.Auction.$Shape} Auction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Auction.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.recording.Auction();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.searchId = value;
                        else
                            delete message.searchId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.auctionId = value;
                        else
                            delete message.auctionId;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.gateway = value;
                        else
                            delete message.gateway;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.wallMs = value;
                        else
                            delete message.wallMs;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.search = $root.flights.FlightSearchRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.search);
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.objective = $root.auction.Objective.decode(reader, reader.size(), $undefined, _depth + 1, message.objective);
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.rates = value;
                        else
                            delete message.rates;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.plausibility = value;
                        else
                            delete message.plausibility;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.grace = $root.recording.Grace.decode(reader, reader.size(), $undefined, _depth + 1, message.grace);
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.markUp && message.markUp.length))
                            message.markUp = [];
                        message.markUp.push($root.recording.MarkUpRule.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if (!(message.disabledSellers && message.disabledSellers.length))
                            message.disabledSellers = [];
                        message.disabledSellers.push(reader.stringVerify());
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if (!(message.disabled && message.disabled.length))
                            message.disabled = [];
                        message.disabled.push(reader.stringVerify());
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        if (!(message.tooFar && message.tooFar.length))
                            message.tooFar = [];
                        message.tooFar.push($root.recording.FarBidder.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.arm = reader.stringVerify();
                        message._arm = "arm";
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        message.expectation = $root.recording.Expectation.decode(reader, reader.size(), $undefined, _depth + 1, message.expectation);
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.calledAtUs = value;
                        else
                            delete message.calledAtUs;
                        continue;
                    }
                case 17: {
                        if (wireType !== 2)
                            break;
                        if (!(message.events && message.events.length))
                            message.events = [];
                        message.events.push($root.recording.Event.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.endedBy = value;
                        else
                            delete message.endedBy;
                        continue;
                    }
                case 19: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.endedAtUs = value;
                        else
                            delete message.endedAtUs;
                        continue;
                    }
                case 20: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.heardUntilUs = value;
                        else
                            delete message.heardUntilUs;
                        continue;
                    }
                case 21: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.lateWanted = value;
                        else
                            delete message.lateWanted;
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        if (!(message.bidders && message.bidders.length))
                            message.bidders = [];
                        message.bidders.push($root.auction.BidderReport.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 23: {
                        if (wireType !== 2)
                            break;
                        message.result = reader.bytes();
                        message._result = "result";
                        continue;
                    }
                case 24: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sampled = value;
                        else
                            delete message.sampled;
                        continue;
                    }
                case 25: {
                        if (wireType !== 2)
                            break;
                        if (!(message.fallbacks && message.fallbacks.length))
                            message.fallbacks = [];
                        message.fallbacks.push($root.recording.Fallback.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Auction;
    })();

    return recording;
})();

export {
  $root as default
};

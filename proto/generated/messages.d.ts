import * as $protobuf from "protobufjs";

/** Namespace auction. */
export namespace auction {

    /**
     * Properties of an Objective.
     * @deprecated Use auction.Objective.$Properties instead.
     */
    interface IObjective extends auction.Objective.$Properties {
    }

    /** Represents an Objective. */
    class Objective {

        /**
         * Constructs a new Objective.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Objective.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Objective valuePerHour. */
        valuePerHour: number;

        /** Objective penaltyPerStop. */
        penaltyPerStop: number;

        /** Objective countsInconvenience. */
        countsInconvenience: boolean;

        /**
         * Encodes the specified Objective message. Does not implicitly {@link auction.Objective.verify|verify} messages.
         * @param message Objective message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Objective.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Objective message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Objective & auction.Objective.$Shape} Objective
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Objective & auction.Objective.$Shape;
    }

    namespace Objective {

        /** Properties of an Objective. */
        interface $Properties {

            /** Objective valuePerHour */
            valuePerHour?: (number|null);

            /** Objective penaltyPerStop */
            penaltyPerStop?: (number|null);

            /** Objective countsInconvenience */
            countsInconvenience?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Objective. */
        type $Shape = auction.Objective.$Properties;
    }

    /**
     * Properties of a Rates.
     * @deprecated Use auction.Rates.$Properties instead.
     */
    interface IRates extends auction.Rates.$Properties {
    }

    /** Represents a Rates. */
    class Rates {

        /**
         * Constructs a new Rates.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Rates.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Rates date. */
        date: string;

        /** Rates currencies. */
        currencies: string;

        /** Rates perUnit. */
        perUnit: number[];

        /**
         * Encodes the specified Rates message. Does not implicitly {@link auction.Rates.verify|verify} messages.
         * @param message Rates message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Rates.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Rates message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Rates & auction.Rates.$Shape} Rates
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Rates & auction.Rates.$Shape;
    }

    namespace Rates {

        /** Properties of a Rates. */
        interface $Properties {

            /** Rates date */
            date?: (string|null);

            /** Rates currencies */
            currencies?: (string|null);

            /** Rates perUnit */
            perUnit?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Rates. */
        type $Shape = auction.Rates.$Properties;
    }

    /**
     * Properties of a CallForBids.
     * @deprecated Use auction.CallForBids.$Properties instead.
     */
    interface ICallForBids extends auction.CallForBids.$Properties {
    }

    /** Represents a CallForBids. */
    class CallForBids {

        /**
         * Constructs a new CallForBids.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.CallForBids.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CallForBids searchId. */
        searchId: string;

        /** CallForBids gateway. */
        gateway: string;

        /** CallForBids search. */
        search?: (flights.FlightSearchRequest.$Properties|null);

        /** CallForBids budgetMs. */
        budgetMs: number;

        /** CallForBids sentAtMs. */
        sentAtMs: number;

        /** CallForBids objective. */
        objective?: (auction.Objective.$Properties|null);

        /** CallForBids rates. */
        rates?: (auction.Rates.$Properties|null);

        /** CallForBids notices. */
        notices?: (auction.Notices.$Properties|null);

        /** CallForBids ratesId. */
        ratesId: string;

        /** CallForBids params. */
        params?: (string|null);

        /** CallForBids lateAllowanceMs. */
        lateAllowanceMs: number;

        /**
         * Encodes the specified CallForBids message. Does not implicitly {@link auction.CallForBids.verify|verify} messages.
         * @param message CallForBids message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.CallForBids.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CallForBids message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.CallForBids & auction.CallForBids.$Shape} CallForBids
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.CallForBids & auction.CallForBids.$Shape;
    }

    namespace CallForBids {

        /** Properties of a CallForBids. */
        interface $Properties {

            /** CallForBids searchId */
            searchId?: (string|null);

            /** CallForBids gateway */
            gateway?: (string|null);

            /** CallForBids search */
            search?: (flights.FlightSearchRequest.$Properties|null);

            /** CallForBids budgetMs */
            budgetMs?: (number|null);

            /** CallForBids sentAtMs */
            sentAtMs?: (number|null);

            /** CallForBids objective */
            objective?: (auction.Objective.$Properties|null);

            /** CallForBids rates */
            rates?: (auction.Rates.$Properties|null);

            /** CallForBids notices */
            notices?: (auction.Notices.$Properties|null);

            /** CallForBids ratesId */
            ratesId?: (string|null);

            /** CallForBids params */
            params?: (string|null);

            /** CallForBids lateAllowanceMs */
            lateAllowanceMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CallForBids. */
        type $Shape = auction.CallForBids.$Properties;
    }

    /**
     * Properties of a Notices.
     * @deprecated Use auction.Notices.$Properties instead.
     */
    interface INotices extends auction.Notices.$Properties {
    }

    /** Represents a Notices. */
    class Notices {

        /**
         * Constructs a new Notices.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Notices.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Notices kinds. */
        kinds: string[];

        /**
         * Encodes the specified Notices message. Does not implicitly {@link auction.Notices.verify|verify} messages.
         * @param message Notices message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Notices.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Notices message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Notices & auction.Notices.$Shape} Notices
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Notices & auction.Notices.$Shape;
    }

    namespace Notices {

        /** Properties of a Notices. */
        interface $Properties {

            /** Notices kinds */
            kinds?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Notices. */
        type $Shape = auction.Notices.$Properties;
    }

    /** BidStatus enum. */
    enum BidStatus {

        /** BID_STATUS_UNSPECIFIED value */
        BID_STATUS_UNSPECIFIED = 0,

        /** BID_STATUS_OFFERS value */
        BID_STATUS_OFFERS = 1,

        /** BID_STATUS_EMPTY value */
        BID_STATUS_EMPTY = 2,

        /** BID_STATUS_DECLINED value */
        BID_STATUS_DECLINED = 3,

        /** BID_STATUS_FAILED value */
        BID_STATUS_FAILED = 4
    }

    /**
     * Properties of a Sheet.
     * @deprecated Use auction.Sheet.$Properties instead.
     */
    interface ISheet extends auction.Sheet.$Properties {
    }

    /** Represents a Sheet. */
    class Sheet {

        /**
         * Constructs a new Sheet.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Sheet.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Sheet price. */
        price: number[];

        /** Sheet currency. */
        currency: number[];

        /** Sheet durationMinutes. */
        durationMinutes: number[];

        /** Sheet departure. */
        departure: number[];

        /** Sheet stops. */
        stops: number[];

        /** Sheet itinerary. */
        itinerary: string[];

        /** Sheet seller. */
        seller: number[];

        /** Sheet body. */
        body: Uint8Array[];

        /** Sheet currencies. */
        currencies: string[];

        /** Sheet sellers. */
        sellers: string[];

        /** Sheet mixed. */
        mixed: number[];

        /**
         * Encodes the specified Sheet message. Does not implicitly {@link auction.Sheet.verify|verify} messages.
         * @param message Sheet message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Sheet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Sheet message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Sheet & auction.Sheet.$Shape} Sheet
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Sheet & auction.Sheet.$Shape;
    }

    namespace Sheet {

        /** Properties of a Sheet. */
        interface $Properties {

            /** Sheet price */
            price?: (number[]|null);

            /** Sheet currency */
            currency?: (number[]|null);

            /** Sheet durationMinutes */
            durationMinutes?: (number[]|null);

            /** Sheet departure */
            departure?: (number[]|null);

            /** Sheet stops */
            stops?: (number[]|null);

            /** Sheet itinerary */
            itinerary?: (string[]|null);

            /** Sheet seller */
            seller?: (number[]|null);

            /** Sheet body */
            body?: (Uint8Array[]|null);

            /** Sheet currencies */
            currencies?: (string[]|null);

            /** Sheet sellers */
            sellers?: (string[]|null);

            /** Sheet mixed */
            mixed?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Sheet. */
        type $Shape = auction.Sheet.$Properties;
    }

    /**
     * Properties of a CompactOffer.
     * @deprecated Use auction.CompactOffer.$Properties instead.
     */
    interface ICompactOffer extends auction.CompactOffer.$Properties {
    }

    /** Represents a CompactOffer. */
    class CompactOffer {

        /**
         * Constructs a new CompactOffer.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.CompactOffer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CompactOffer seller. */
        seller?: (string|null);

        /** CompactOffer price. */
        price?: (flights.Money.$Properties|null);

        /** CompactOffer expiresAt. */
        expiresAt: number;

        /** CompactOffer modelled. */
        modelled: boolean;

        /** CompactOffer slices. */
        slices: flights.OfferSlice.$Properties[];

        /** CompactOffer fares. */
        fares: flights.Fare.$Properties[];

        /** CompactOffer selfTransfers. */
        selfTransfers: string[];

        /** CompactOffer similar. */
        similar: number;

        /** CompactOffer flightMinutes. */
        flightMinutes: number[];

        /** CompactOffer clockMinutes. */
        clockMinutes: number[];

        /** CompactOffer aircraft. */
        aircraft: string[];

        /** CompactOffer carriers. */
        carriers: string[];

        /** CompactOffer terminals. */
        terminals: string[];

        /** CompactOffer cabins. */
        cabins: flights.Cabin[];

        /** CompactOffer sliceMinutes. */
        sliceMinutes: number[];

        /**
         * Encodes the specified CompactOffer message. Does not implicitly {@link auction.CompactOffer.verify|verify} messages.
         * @param message CompactOffer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.CompactOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CompactOffer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.CompactOffer & auction.CompactOffer.$Shape} CompactOffer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.CompactOffer & auction.CompactOffer.$Shape;
    }

    namespace CompactOffer {

        /** Properties of a CompactOffer. */
        interface $Properties {

            /** CompactOffer seller */
            seller?: (string|null);

            /** CompactOffer price */
            price?: (flights.Money.$Properties|null);

            /** CompactOffer expiresAt */
            expiresAt?: (number|null);

            /** CompactOffer modelled */
            modelled?: (boolean|null);

            /** CompactOffer slices */
            slices?: (flights.OfferSlice.$Properties[]|null);

            /** CompactOffer fares */
            fares?: (flights.Fare.$Properties[]|null);

            /** CompactOffer selfTransfers */
            selfTransfers?: (string[]|null);

            /** CompactOffer similar */
            similar?: (number|null);

            /** CompactOffer flightMinutes */
            flightMinutes?: (number[]|null);

            /** CompactOffer clockMinutes */
            clockMinutes?: (number[]|null);

            /** CompactOffer aircraft */
            aircraft?: (string[]|null);

            /** CompactOffer carriers */
            carriers?: (string[]|null);

            /** CompactOffer terminals */
            terminals?: (string[]|null);

            /** CompactOffer cabins */
            cabins?: (flights.Cabin[]|null);

            /** CompactOffer sliceMinutes */
            sliceMinutes?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CompactOffer. */
        type $Shape = auction.CompactOffer.$Properties;
    }

    /**
     * Properties of a Note.
     * @deprecated Use auction.Note.$Properties instead.
     */
    interface INote extends auction.Note.$Properties {
    }

    /** Represents a Note. */
    class Note {

        /**
         * Constructs a new Note.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Note.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Note reason. */
        reason: string;

        /** Note count. */
        count: number;

        /** Note text. */
        text: string;

        /**
         * Encodes the specified Note message. Does not implicitly {@link auction.Note.verify|verify} messages.
         * @param message Note message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Note.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Note message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Note & auction.Note.$Shape} Note
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Note & auction.Note.$Shape;
    }

    namespace Note {

        /** Properties of a Note. */
        interface $Properties {

            /** Note reason */
            reason?: (string|null);

            /** Note count */
            count?: (number|null);

            /** Note text */
            text?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Note. */
        type $Shape = auction.Note.$Properties;
    }

    /**
     * Properties of a Bid.
     * @deprecated Use auction.Bid.$Properties instead.
     */
    interface IBid extends auction.Bid.$Properties {
    }

    /** Represents a Bid. */
    class Bid {

        /**
         * Constructs a new Bid.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Bid.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Bid searchId. */
        searchId: string;

        /** Bid sequence. */
        sequence: number;

        /** Bid final. */
        final: boolean;

        /** Bid status. */
        status: auction.BidStatus;

        /** Bid reason. */
        reason: string;

        /** Bid sheet. */
        sheet?: (auction.Sheet.$Properties|null);

        /** Bid floor. */
        floor?: (number|null);

        /** Bid stopped. */
        stopped: boolean;

        /** Bid cellFloors. */
        cellFloors: number[];

        /** Bid notes. */
        notes: auction.Note.$Properties[];

        /** Bid queuedUs. */
        queuedUs?: (number|null);

        /** Bid workedUs. */
        workedUs?: (number|null);

        /** Bid cut. */
        cut: boolean;

        /**
         * Encodes the specified Bid message. Does not implicitly {@link auction.Bid.verify|verify} messages.
         * @param message Bid message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Bid.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Bid message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Bid & auction.Bid.$Shape} Bid
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Bid & auction.Bid.$Shape;
    }

    namespace Bid {

        /** Properties of a Bid. */
        interface $Properties {

            /** Bid searchId */
            searchId?: (string|null);

            /** Bid sequence */
            sequence?: (number|null);

            /** Bid final */
            final?: (boolean|null);

            /** Bid status */
            status?: (auction.BidStatus|null);

            /** Bid reason */
            reason?: (string|null);

            /** Bid sheet */
            sheet?: (auction.Sheet.$Properties|null);

            /** Bid floor */
            floor?: (number|null);

            /** Bid stopped */
            stopped?: (boolean|null);

            /** Bid cellFloors */
            cellFloors?: (number[]|null);

            /** Bid notes */
            notes?: (auction.Note.$Properties[]|null);

            /** Bid queuedUs */
            queuedUs?: (number|null);

            /** Bid workedUs */
            workedUs?: (number|null);

            /** Bid cut */
            cut?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Bid. */
        type $Shape = auction.Bid.$Properties;
    }

    /**
     * Properties of a PriceRequest.
     * @deprecated Use auction.PriceRequest.$Properties instead.
     */
    interface IPriceRequest extends auction.PriceRequest.$Properties {
    }

    /** Represents a PriceRequest. */
    class PriceRequest {

        /**
         * Constructs a new PriceRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.PriceRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PriceRequest call. */
        call?: (auction.CallForBids.$Properties|null);

        /** PriceRequest offer. */
        offer?: (auction.Sheet.$Properties|null);

        /**
         * Encodes the specified PriceRequest message. Does not implicitly {@link auction.PriceRequest.verify|verify} messages.
         * @param message PriceRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.PriceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PriceRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.PriceRequest & auction.PriceRequest.$Shape} PriceRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.PriceRequest & auction.PriceRequest.$Shape;
    }

    namespace PriceRequest {

        /** Properties of a PriceRequest. */
        interface $Properties {

            /** PriceRequest call */
            call?: (auction.CallForBids.$Properties|null);

            /** PriceRequest offer */
            offer?: (auction.Sheet.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PriceRequest. */
        type $Shape = auction.PriceRequest.$Properties;
    }

    /** PriceStatus enum. */
    enum PriceStatus {

        /** PRICE_STATUS_UNSPECIFIED value */
        PRICE_STATUS_UNSPECIFIED = 0,

        /** PRICE_STATUS_OFFER value */
        PRICE_STATUS_OFFER = 1,

        /** PRICE_STATUS_GONE value */
        PRICE_STATUS_GONE = 2,

        /** PRICE_STATUS_UNSUPPORTED value */
        PRICE_STATUS_UNSUPPORTED = 3,

        /** PRICE_STATUS_FAILED value */
        PRICE_STATUS_FAILED = 4
    }

    /**
     * Properties of a PriceAnswer.
     * @deprecated Use auction.PriceAnswer.$Properties instead.
     */
    interface IPriceAnswer extends auction.PriceAnswer.$Properties {
    }

    /** Represents a PriceAnswer. */
    class PriceAnswer {

        /**
         * Constructs a new PriceAnswer.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.PriceAnswer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PriceAnswer searchId. */
        searchId: string;

        /** PriceAnswer status. */
        status: auction.PriceStatus;

        /** PriceAnswer reason. */
        reason: string;

        /** PriceAnswer offer. */
        offer?: (auction.Sheet.$Properties|null);

        /** PriceAnswer lowestFareOnly. */
        lowestFareOnly: boolean;

        /**
         * Encodes the specified PriceAnswer message. Does not implicitly {@link auction.PriceAnswer.verify|verify} messages.
         * @param message PriceAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.PriceAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PriceAnswer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.PriceAnswer & auction.PriceAnswer.$Shape} PriceAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.PriceAnswer & auction.PriceAnswer.$Shape;
    }

    namespace PriceAnswer {

        /** Properties of a PriceAnswer. */
        interface $Properties {

            /** PriceAnswer searchId */
            searchId?: (string|null);

            /** PriceAnswer status */
            status?: (auction.PriceStatus|null);

            /** PriceAnswer reason */
            reason?: (string|null);

            /** PriceAnswer offer */
            offer?: (auction.Sheet.$Properties|null);

            /** PriceAnswer lowestFareOnly */
            lowestFareOnly?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PriceAnswer. */
        type $Shape = auction.PriceAnswer.$Properties;
    }

    /**
     * Properties of a FallbackRecord.
     * @deprecated Use auction.FallbackRecord.$Properties instead.
     */
    interface IFallbackRecord extends auction.FallbackRecord.$Properties {
    }

    /** Represents a FallbackRecord. */
    class FallbackRecord {

        /**
         * Constructs a new FallbackRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.FallbackRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FallbackRecord takenAtMs. */
        takenAtMs: number;

        /** FallbackRecord sheets. */
        sheets: auction.Sheet.$Properties[];

        /**
         * Encodes the specified FallbackRecord message. Does not implicitly {@link auction.FallbackRecord.verify|verify} messages.
         * @param message FallbackRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.FallbackRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FallbackRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.FallbackRecord & auction.FallbackRecord.$Shape} FallbackRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.FallbackRecord & auction.FallbackRecord.$Shape;
    }

    namespace FallbackRecord {

        /** Properties of a FallbackRecord. */
        interface $Properties {

            /** FallbackRecord takenAtMs */
            takenAtMs?: (number|null);

            /** FallbackRecord sheets */
            sheets?: (auction.Sheet.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FallbackRecord. */
        type $Shape = auction.FallbackRecord.$Properties;
    }

    /**
     * Properties of a Cancel.
     * @deprecated Use auction.Cancel.$Properties instead.
     */
    interface ICancel extends auction.Cancel.$Properties {
    }

    /** Represents a Cancel. */
    class Cancel {

        /**
         * Constructs a new Cancel.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Cancel.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Cancel searchId. */
        searchId: string;

        /**
         * Encodes the specified Cancel message. Does not implicitly {@link auction.Cancel.verify|verify} messages.
         * @param message Cancel message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Cancel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Cancel message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Cancel & auction.Cancel.$Shape} Cancel
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Cancel & auction.Cancel.$Shape;
    }

    namespace Cancel {

        /** Properties of a Cancel. */
        interface $Properties {

            /** Cancel searchId */
            searchId?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Cancel. */
        type $Shape = auction.Cancel.$Properties;
    }

    /**
     * Properties of a Feedback.
     * @deprecated Use auction.Feedback.$Properties instead.
     */
    interface IFeedback extends auction.Feedback.$Properties {
    }

    /** Represents a Feedback. */
    class Feedback {

        /**
         * Constructs a new Feedback.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Feedback.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Feedback gateway. */
        gateway: string;

        /** Feedback auctions. */
        auctions: auction.AuctionFeedback.$Properties[];

        /** Feedback late. */
        late: auction.LateFeedback.$Properties[];

        /** Feedback dropped. */
        dropped: number;

        /**
         * Encodes the specified Feedback message. Does not implicitly {@link auction.Feedback.verify|verify} messages.
         * @param message Feedback message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Feedback.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Feedback message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Feedback & auction.Feedback.$Shape} Feedback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Feedback & auction.Feedback.$Shape;
    }

    namespace Feedback {

        /** Properties of a Feedback. */
        interface $Properties {

            /** Feedback gateway */
            gateway?: (string|null);

            /** Feedback auctions */
            auctions?: (auction.AuctionFeedback.$Properties[]|null);

            /** Feedback late */
            late?: (auction.LateFeedback.$Properties[]|null);

            /** Feedback dropped */
            dropped?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Feedback. */
        type $Shape = auction.Feedback.$Properties;
    }

    /**
     * Properties of an AuctionFeedback.
     * @deprecated Use auction.AuctionFeedback.$Properties instead.
     */
    interface IAuctionFeedback extends auction.AuctionFeedback.$Properties {
    }

    /** Represents an AuctionFeedback. */
    class AuctionFeedback {

        /**
         * Constructs a new AuctionFeedback.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.AuctionFeedback.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AuctionFeedback searchId. */
        searchId: string;

        /** AuctionFeedback instance. */
        instance?: (string|null);

        /** AuctionFeedback outcome. */
        outcome: auction.Outcome;

        /** AuctionFeedback reason. */
        reason: string;

        /** AuctionFeedback offers. */
        offers: number;

        /** AuctionFeedback places. */
        places: number;

        /** AuctionFeedback shown. */
        shown: number;

        /** AuctionFeedback won. */
        won: number;

        /** AuctionFeedback rank. */
        rank: number;

        /** AuctionFeedback best. */
        best?: (flights.Money.$Properties|null);

        /** AuctionFeedback priceToWin. */
        priceToWin?: (flights.Money.$Properties|null);

        /** AuctionFeedback latencyMs. */
        latencyMs?: (number|null);

        /** AuctionFeedback budgetMs. */
        budgetMs: number;

        /** AuctionFeedback hedgedAway. */
        hedgedAway?: (string|null);

        /** AuctionFeedback shadow. */
        shadow: boolean;

        /** AuctionFeedback sellers. */
        sellers: auction.SellerFeedback.$Properties[];

        /**
         * Encodes the specified AuctionFeedback message. Does not implicitly {@link auction.AuctionFeedback.verify|verify} messages.
         * @param message AuctionFeedback message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.AuctionFeedback.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AuctionFeedback message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.AuctionFeedback & auction.AuctionFeedback.$Shape} AuctionFeedback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.AuctionFeedback & auction.AuctionFeedback.$Shape;
    }

    namespace AuctionFeedback {

        /** Properties of an AuctionFeedback. */
        interface $Properties {

            /** AuctionFeedback searchId */
            searchId?: (string|null);

            /** AuctionFeedback instance */
            instance?: (string|null);

            /** AuctionFeedback outcome */
            outcome?: (auction.Outcome|null);

            /** AuctionFeedback reason */
            reason?: (string|null);

            /** AuctionFeedback offers */
            offers?: (number|null);

            /** AuctionFeedback places */
            places?: (number|null);

            /** AuctionFeedback shown */
            shown?: (number|null);

            /** AuctionFeedback won */
            won?: (number|null);

            /** AuctionFeedback rank */
            rank?: (number|null);

            /** AuctionFeedback best */
            best?: (flights.Money.$Properties|null);

            /** AuctionFeedback priceToWin */
            priceToWin?: (flights.Money.$Properties|null);

            /** AuctionFeedback latencyMs */
            latencyMs?: (number|null);

            /** AuctionFeedback budgetMs */
            budgetMs?: (number|null);

            /** AuctionFeedback hedgedAway */
            hedgedAway?: (string|null);

            /** AuctionFeedback shadow */
            shadow?: (boolean|null);

            /** AuctionFeedback sellers */
            sellers?: (auction.SellerFeedback.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AuctionFeedback. */
        type $Shape = auction.AuctionFeedback.$Properties;
    }

    /**
     * Properties of a SellerFeedback.
     * @deprecated Use auction.SellerFeedback.$Properties instead.
     */
    interface ISellerFeedback extends auction.SellerFeedback.$Properties {
    }

    /** Represents a SellerFeedback. */
    class SellerFeedback {

        /**
         * Constructs a new SellerFeedback.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.SellerFeedback.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SellerFeedback seller. */
        seller: string;

        /** SellerFeedback shown. */
        shown: number;

        /** SellerFeedback won. */
        won: number;

        /**
         * Encodes the specified SellerFeedback message. Does not implicitly {@link auction.SellerFeedback.verify|verify} messages.
         * @param message SellerFeedback message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.SellerFeedback.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SellerFeedback message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.SellerFeedback & auction.SellerFeedback.$Shape} SellerFeedback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.SellerFeedback & auction.SellerFeedback.$Shape;
    }

    namespace SellerFeedback {

        /** Properties of a SellerFeedback. */
        interface $Properties {

            /** SellerFeedback seller */
            seller?: (string|null);

            /** SellerFeedback shown */
            shown?: (number|null);

            /** SellerFeedback won */
            won?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SellerFeedback. */
        type $Shape = auction.SellerFeedback.$Properties;
    }

    /**
     * Properties of a LateFeedback.
     * @deprecated Use auction.LateFeedback.$Properties instead.
     */
    interface ILateFeedback extends auction.LateFeedback.$Properties {
    }

    /** Represents a LateFeedback. */
    class LateFeedback {

        /**
         * Constructs a new LateFeedback.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.LateFeedback.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** LateFeedback searchId. */
        searchId: string;

        /** LateFeedback instance. */
        instance: string;

        /** LateFeedback lateByMs. */
        lateByMs: number;

        /** LateFeedback offers. */
        offers: number;

        /** LateFeedback cost. */
        cost?: (flights.Money.$Properties|null);

        /**
         * Encodes the specified LateFeedback message. Does not implicitly {@link auction.LateFeedback.verify|verify} messages.
         * @param message LateFeedback message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.LateFeedback.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a LateFeedback message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.LateFeedback & auction.LateFeedback.$Shape} LateFeedback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.LateFeedback & auction.LateFeedback.$Shape;
    }

    namespace LateFeedback {

        /** Properties of a LateFeedback. */
        interface $Properties {

            /** LateFeedback searchId */
            searchId?: (string|null);

            /** LateFeedback instance */
            instance?: (string|null);

            /** LateFeedback lateByMs */
            lateByMs?: (number|null);

            /** LateFeedback offers */
            offers?: (number|null);

            /** LateFeedback cost */
            cost?: (flights.Money.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a LateFeedback. */
        type $Shape = auction.LateFeedback.$Properties;
    }

    /** Outcome enum. */
    enum Outcome {

        /** OUTCOME_UNSPECIFIED value */
        OUTCOME_UNSPECIFIED = 0,

        /** OUTCOME_ANSWERED value */
        OUTCOME_ANSWERED = 1,

        /** OUTCOME_EMPTY value */
        OUTCOME_EMPTY = 2,

        /** OUTCOME_DECLINED value */
        OUTCOME_DECLINED = 3,

        /** OUTCOME_INVALID value */
        OUTCOME_INVALID = 4,

        /** OUTCOME_FAILED value */
        OUTCOME_FAILED = 5,

        /** OUTCOME_SILENT value */
        OUTCOME_SILENT = 6,

        /** OUTCOME_LATE value */
        OUTCOME_LATE = 7,

        /** OUTCOME_SKIPPED value */
        OUTCOME_SKIPPED = 8,

        /** OUTCOME_ABSENT value */
        OUTCOME_ABSENT = 9
    }

    /** EndedBy enum. */
    enum EndedBy {

        /** ENDED_BY_UNSPECIFIED value */
        ENDED_BY_UNSPECIFIED = 0,

        /** ENDED_BY_COMPLETE value */
        ENDED_BY_COMPLETE = 1,

        /** ENDED_BY_SETTLED value */
        ENDED_BY_SETTLED = 2,

        /** ENDED_BY_QUORUM value */
        ENDED_BY_QUORUM = 3,

        /** ENDED_BY_DEADLINE value */
        ENDED_BY_DEADLINE = 4,

        /** ENDED_BY_CANCELLED value */
        ENDED_BY_CANCELLED = 5,

        /** ENDED_BY_NO_BIDDERS value */
        ENDED_BY_NO_BIDDERS = 6,

        /** ENDED_BY_NOT_WORTH_WAITING value */
        ENDED_BY_NOT_WORTH_WAITING = 7
    }

    /**
     * Properties of a SellerOffer.
     * @deprecated Use auction.SellerOffer.$Properties instead.
     */
    interface ISellerOffer extends auction.SellerOffer.$Properties {
    }

    /** Represents a SellerOffer. */
    class SellerOffer {

        /**
         * Constructs a new SellerOffer.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.SellerOffer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SellerOffer bidder. */
        bidder: string;

        /** SellerOffer seller. */
        seller: string;

        /** SellerOffer price. */
        price?: (flights.Money.$Properties|null);

        /** SellerOffer originalPrice. */
        originalPrice?: (flights.Money.$Properties|null);

        /** SellerOffer expiresAt. */
        expiresAt: number;

        /** SellerOffer modelled. */
        modelled: boolean;

        /** SellerOffer stale. */
        stale: boolean;

        /** SellerOffer staleAgeMs. */
        staleAgeMs?: (number|null);

        /** SellerOffer fares. */
        fares: flights.Fare.$Properties[];

        /** SellerOffer selfTransfers. */
        selfTransfers: string[];

        /** SellerOffer mixedCabins. */
        mixedCabins?: (boolean|null);

        /** SellerOffer cabins. */
        cabins: flights.Cabin[];

        /** SellerOffer offerId. */
        offerId?: (string|null);

        /**
         * Encodes the specified SellerOffer message. Does not implicitly {@link auction.SellerOffer.verify|verify} messages.
         * @param message SellerOffer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.SellerOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SellerOffer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.SellerOffer & auction.SellerOffer.$Shape} SellerOffer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.SellerOffer & auction.SellerOffer.$Shape;
    }

    namespace SellerOffer {

        /** Properties of a SellerOffer. */
        interface $Properties {

            /** SellerOffer bidder */
            bidder?: (string|null);

            /** SellerOffer seller */
            seller?: (string|null);

            /** SellerOffer price */
            price?: (flights.Money.$Properties|null);

            /** SellerOffer originalPrice */
            originalPrice?: (flights.Money.$Properties|null);

            /** SellerOffer expiresAt */
            expiresAt?: (number|null);

            /** SellerOffer modelled */
            modelled?: (boolean|null);

            /** SellerOffer stale */
            stale?: (boolean|null);

            /** SellerOffer staleAgeMs */
            staleAgeMs?: (number|null);

            /** SellerOffer fares */
            fares?: (flights.Fare.$Properties[]|null);

            /** SellerOffer selfTransfers */
            selfTransfers?: (string[]|null);

            /** SellerOffer mixedCabins */
            mixedCabins?: (boolean|null);

            /** SellerOffer cabins */
            cabins?: (flights.Cabin[]|null);

            /** SellerOffer offerId */
            offerId?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SellerOffer. */
        type $Shape = auction.SellerOffer.$Properties;
    }

    /**
     * Properties of a NearbyAirport.
     * @deprecated Use auction.NearbyAirport.$Properties instead.
     */
    interface INearbyAirport extends auction.NearbyAirport.$Properties {
    }

    /** Represents a NearbyAirport. */
    class NearbyAirport {

        /**
         * Constructs a new NearbyAirport.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.NearbyAirport.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NearbyAirport airport. */
        airport: string;

        /** NearbyAirport km. */
        km: number;

        /**
         * Encodes the specified NearbyAirport message. Does not implicitly {@link auction.NearbyAirport.verify|verify} messages.
         * @param message NearbyAirport message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.NearbyAirport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NearbyAirport message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.NearbyAirport & auction.NearbyAirport.$Shape} NearbyAirport
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.NearbyAirport & auction.NearbyAirport.$Shape;
    }

    namespace NearbyAirport {

        /** Properties of a NearbyAirport. */
        interface $Properties {

            /** NearbyAirport airport */
            airport?: (string|null);

            /** NearbyAirport km */
            km?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NearbyAirport. */
        type $Shape = auction.NearbyAirport.$Properties;
    }

    /**
     * Properties of a Co2Estimate.
     * @deprecated Use auction.Co2Estimate.$Properties instead.
     */
    interface ICo2Estimate extends auction.Co2Estimate.$Properties {
    }

    /** Represents a Co2Estimate. */
    class Co2Estimate {

        /**
         * Constructs a new Co2Estimate.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Co2Estimate.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Co2Estimate kg. */
        kg: number;

        /** Co2Estimate method. */
        method: string;

        /**
         * Encodes the specified Co2Estimate message. Does not implicitly {@link auction.Co2Estimate.verify|verify} messages.
         * @param message Co2Estimate message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Co2Estimate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Co2Estimate message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Co2Estimate & auction.Co2Estimate.$Shape} Co2Estimate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Co2Estimate & auction.Co2Estimate.$Shape;
    }

    namespace Co2Estimate {

        /** Properties of a Co2Estimate. */
        interface $Properties {

            /** Co2Estimate kg */
            kg?: (number|null);

            /** Co2Estimate method */
            method?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Co2Estimate. */
        type $Shape = auction.Co2Estimate.$Properties;
    }

    /**
     * Properties of a NamedCode.
     * @deprecated Use auction.NamedCode.$Properties instead.
     */
    interface INamedCode extends auction.NamedCode.$Properties {
    }

    /** Represents a NamedCode. */
    class NamedCode {

        /**
         * Constructs a new NamedCode.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.NamedCode.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NamedCode code. */
        code: string;

        /** NamedCode name. */
        name: string;

        /**
         * Encodes the specified NamedCode message. Does not implicitly {@link auction.NamedCode.verify|verify} messages.
         * @param message NamedCode message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.NamedCode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NamedCode message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.NamedCode & auction.NamedCode.$Shape} NamedCode
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.NamedCode & auction.NamedCode.$Shape;
    }

    namespace NamedCode {

        /** Properties of a NamedCode. */
        interface $Properties {

            /** NamedCode code */
            code?: (string|null);

            /** NamedCode name */
            name?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NamedCode. */
        type $Shape = auction.NamedCode.$Properties;
    }

    /**
     * Properties of a Names.
     * @deprecated Use auction.Names.$Properties instead.
     */
    interface INames extends auction.Names.$Properties {
    }

    /** Represents a Names. */
    class Names {

        /**
         * Constructs a new Names.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Names.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Names carriers. */
        carriers: auction.NamedCode.$Properties[];

        /** Names airports. */
        airports: auction.NamedCode.$Properties[];

        /**
         * Encodes the specified Names message. Does not implicitly {@link auction.Names.verify|verify} messages.
         * @param message Names message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Names.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Names message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Names & auction.Names.$Shape} Names
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Names & auction.Names.$Shape;
    }

    namespace Names {

        /** Properties of a Names. */
        interface $Properties {

            /** Names carriers */
            carriers?: (auction.NamedCode.$Properties[]|null);

            /** Names airports */
            airports?: (auction.NamedCode.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Names. */
        type $Shape = auction.Names.$Properties;
    }

    /**
     * Properties of an Itinerary.
     * @deprecated Use auction.Itinerary.$Properties instead.
     */
    interface IItinerary extends auction.Itinerary.$Properties {
    }

    /** Represents an Itinerary. */
    class Itinerary {

        /**
         * Constructs a new Itinerary.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Itinerary.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Itinerary key. */
        key: string;

        /** Itinerary cost. */
        cost: number;

        /** Itinerary price. */
        price?: (flights.Money.$Properties|null);

        /** Itinerary durationMinutes. */
        durationMinutes: number;

        /** Itinerary stops. */
        stops: number;

        /** Itinerary slices. */
        slices: flights.OfferSlice.$Properties[];

        /** Itinerary sellers. */
        sellers: auction.SellerOffer.$Properties[];

        /** Itinerary similar. */
        similar: number;

        /** Itinerary inconvenienceCost. */
        inconvenienceCost?: (number|null);

        /** Itinerary nearby. */
        nearby: auction.NearbyAirport.$Properties[];

        /** Itinerary differentAirports. */
        differentAirports?: (boolean|null);

        /** Itinerary co2Estimate. */
        co2Estimate?: (auction.Co2Estimate.$Properties|null);

        /**
         * Encodes the specified Itinerary message. Does not implicitly {@link auction.Itinerary.verify|verify} messages.
         * @param message Itinerary message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Itinerary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Itinerary message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Itinerary & auction.Itinerary.$Shape} Itinerary
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Itinerary & auction.Itinerary.$Shape;
    }

    namespace Itinerary {

        /** Properties of an Itinerary. */
        interface $Properties {

            /** Itinerary key */
            key?: (string|null);

            /** Itinerary cost */
            cost?: (number|null);

            /** Itinerary price */
            price?: (flights.Money.$Properties|null);

            /** Itinerary durationMinutes */
            durationMinutes?: (number|null);

            /** Itinerary stops */
            stops?: (number|null);

            /** Itinerary slices */
            slices?: (flights.OfferSlice.$Properties[]|null);

            /** Itinerary sellers */
            sellers?: (auction.SellerOffer.$Properties[]|null);

            /** Itinerary similar */
            similar?: (number|null);

            /** Itinerary inconvenienceCost */
            inconvenienceCost?: (number|null);

            /** Itinerary nearby */
            nearby?: (auction.NearbyAirport.$Properties[]|null);

            /** Itinerary differentAirports */
            differentAirports?: (boolean|null);

            /** Itinerary co2Estimate */
            co2Estimate?: (auction.Co2Estimate.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Itinerary. */
        type $Shape = auction.Itinerary.$Properties;
    }

    /**
     * Properties of a BidderReport.
     * @deprecated Use auction.BidderReport.$Properties instead.
     */
    interface IBidderReport extends auction.BidderReport.$Properties {
    }

    /** Represents a BidderReport. */
    class BidderReport {

        /**
         * Constructs a new BidderReport.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.BidderReport.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BidderReport bidder. */
        bidder: string;

        /** BidderReport outcome. */
        outcome: auction.Outcome;

        /** BidderReport instance. */
        instance?: (string|null);

        /** BidderReport latencyMs. */
        latencyMs?: (number|null);

        /** BidderReport offers. */
        offers: number;

        /** BidderReport reason. */
        reason?: (string|null);

        /** BidderReport hedged. */
        hedged: boolean;

        /**
         * Encodes the specified BidderReport message. Does not implicitly {@link auction.BidderReport.verify|verify} messages.
         * @param message BidderReport message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.BidderReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BidderReport message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.BidderReport & auction.BidderReport.$Shape} BidderReport
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.BidderReport & auction.BidderReport.$Shape;
    }

    namespace BidderReport {

        /** Properties of a BidderReport. */
        interface $Properties {

            /** BidderReport bidder */
            bidder?: (string|null);

            /** BidderReport outcome */
            outcome?: (auction.Outcome|null);

            /** BidderReport instance */
            instance?: (string|null);

            /** BidderReport latencyMs */
            latencyMs?: (number|null);

            /** BidderReport offers */
            offers?: (number|null);

            /** BidderReport reason */
            reason?: (string|null);

            /** BidderReport hedged */
            hedged?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BidderReport. */
        type $Shape = auction.BidderReport.$Properties;
    }

    /**
     * Properties of an ExpectedGain.
     * @deprecated Use auction.ExpectedGain.$Properties instead.
     */
    interface IExpectedGain extends auction.ExpectedGain.$Properties {
    }

    /** Represents an ExpectedGain. */
    class ExpectedGain {

        /**
         * Constructs a new ExpectedGain.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.ExpectedGain.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ExpectedGain amount. */
        amount: number;

        /** ExpectedGain currency. */
        currency: string;

        /** ExpectedGain low. */
        low: number;

        /** ExpectedGain high. */
        high: number;

        /**
         * Encodes the specified ExpectedGain message. Does not implicitly {@link auction.ExpectedGain.verify|verify} messages.
         * @param message ExpectedGain message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.ExpectedGain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ExpectedGain message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.ExpectedGain & auction.ExpectedGain.$Shape} ExpectedGain
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.ExpectedGain & auction.ExpectedGain.$Shape;
    }

    namespace ExpectedGain {

        /** Properties of an ExpectedGain. */
        interface $Properties {

            /** ExpectedGain amount */
            amount?: (number|null);

            /** ExpectedGain currency */
            currency?: (string|null);

            /** ExpectedGain low */
            low?: (number|null);

            /** ExpectedGain high */
            high?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ExpectedGain. */
        type $Shape = auction.ExpectedGain.$Properties;
    }

    /**
     * Properties of a WaitingValue.
     * @deprecated Use auction.WaitingValue.$Properties instead.
     */
    interface IWaitingValue extends auction.WaitingValue.$Properties {
    }

    /** Represents a WaitingValue. */
    class WaitingValue {

        /**
         * Constructs a new WaitingValue.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.WaitingValue.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WaitingValue expectedGain. */
        expectedGain?: (auction.ExpectedGain.$Properties|null);

        /** WaitingValue waitMs. */
        waitMs: number;

        /** WaitingValue pricePerSecond. */
        pricePerSecond?: (flights.Money.$Properties|null);

        /**
         * Encodes the specified WaitingValue message. Does not implicitly {@link auction.WaitingValue.verify|verify} messages.
         * @param message WaitingValue message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.WaitingValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WaitingValue message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.WaitingValue & auction.WaitingValue.$Shape} WaitingValue
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.WaitingValue & auction.WaitingValue.$Shape;
    }

    namespace WaitingValue {

        /** Properties of a WaitingValue. */
        interface $Properties {

            /** WaitingValue expectedGain */
            expectedGain?: (auction.ExpectedGain.$Properties|null);

            /** WaitingValue waitMs */
            waitMs?: (number|null);

            /** WaitingValue pricePerSecond */
            pricePerSecond?: (flights.Money.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WaitingValue. */
        type $Shape = auction.WaitingValue.$Properties;
    }

    /**
     * Properties of a SearchResult.
     * @deprecated Use auction.SearchResult.$Properties instead.
     */
    interface ISearchResult extends auction.SearchResult.$Properties {
    }

    /** Represents a SearchResult. */
    class SearchResult {

        /**
         * Constructs a new SearchResult.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.SearchResult.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SearchResult searchId. */
        searchId: string;

        /** SearchResult endedBy. */
        endedBy: auction.EndedBy;

        /** SearchResult partial. */
        partial: boolean;

        /** SearchResult elapsedMs. */
        elapsedMs: number;

        /** SearchResult deadlineMs. */
        deadlineMs: number;

        /** SearchResult itineraries. */
        itineraries: auction.Itinerary.$Properties[];

        /** SearchResult bidders. */
        bidders: auction.BidderReport.$Properties[];

        /** SearchResult names. */
        names?: (auction.Names.$Properties|null);

        /** SearchResult arm. */
        arm?: (string|null);

        /** SearchResult waiting. */
        waiting?: (auction.WaitingValue.$Properties|null);

        /**
         * Encodes the specified SearchResult message. Does not implicitly {@link auction.SearchResult.verify|verify} messages.
         * @param message SearchResult message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.SearchResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SearchResult message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.SearchResult & auction.SearchResult.$Shape} SearchResult
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.SearchResult & auction.SearchResult.$Shape;
    }

    namespace SearchResult {

        /** Properties of a SearchResult. */
        interface $Properties {

            /** SearchResult searchId */
            searchId?: (string|null);

            /** SearchResult endedBy */
            endedBy?: (auction.EndedBy|null);

            /** SearchResult partial */
            partial?: (boolean|null);

            /** SearchResult elapsedMs */
            elapsedMs?: (number|null);

            /** SearchResult deadlineMs */
            deadlineMs?: (number|null);

            /** SearchResult itineraries */
            itineraries?: (auction.Itinerary.$Properties[]|null);

            /** SearchResult bidders */
            bidders?: (auction.BidderReport.$Properties[]|null);

            /** SearchResult names */
            names?: (auction.Names.$Properties|null);

            /** SearchResult arm */
            arm?: (string|null);

            /** SearchResult waiting */
            waiting?: (auction.WaitingValue.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SearchResult. */
        type $Shape = auction.SearchResult.$Properties;
    }

    /**
     * Properties of an Opened.
     * @deprecated Use auction.Opened.$Properties instead.
     */
    interface IOpened extends auction.Opened.$Properties {
    }

    /** Represents an Opened. */
    class Opened {

        /**
         * Constructs a new Opened.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Opened.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Opened searchId. */
        searchId: string;

        /** Opened deadlineMs. */
        deadlineMs: number;

        /** Opened expected. */
        expected: string[];

        /**
         * Encodes the specified Opened message. Does not implicitly {@link auction.Opened.verify|verify} messages.
         * @param message Opened message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Opened.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Opened message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Opened & auction.Opened.$Shape} Opened
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Opened & auction.Opened.$Shape;
    }

    namespace Opened {

        /** Properties of an Opened. */
        interface $Properties {

            /** Opened searchId */
            searchId?: (string|null);

            /** Opened deadlineMs */
            deadlineMs?: (number|null);

            /** Opened expected */
            expected?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Opened. */
        type $Shape = auction.Opened.$Properties;
    }

    /**
     * Properties of a Snapshot.
     * @deprecated Use auction.Snapshot.$Properties instead.
     */
    interface ISnapshot extends auction.Snapshot.$Properties {
    }

    /** Represents a Snapshot. */
    class Snapshot {

        /**
         * Constructs a new Snapshot.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.Snapshot.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Snapshot itineraries. */
        itineraries: auction.Itinerary.$Properties[];

        /**
         * Encodes the specified Snapshot message. Does not implicitly {@link auction.Snapshot.verify|verify} messages.
         * @param message Snapshot message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.Snapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Snapshot message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.Snapshot & auction.Snapshot.$Shape} Snapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.Snapshot & auction.Snapshot.$Shape;
    }

    namespace Snapshot {

        /** Properties of a Snapshot. */
        interface $Properties {

            /** Snapshot itineraries */
            itineraries?: (auction.Itinerary.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Snapshot. */
        type $Shape = auction.Snapshot.$Properties;
    }

    /**
     * Properties of a TimelineBid.
     * @deprecated Use auction.TimelineBid.$Properties instead.
     */
    interface ITimelineBid extends auction.TimelineBid.$Properties {
    }

    /** Represents a TimelineBid. */
    class TimelineBid {

        /**
         * Constructs a new TimelineBid.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.TimelineBid.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TimelineBid atMs. */
        atMs: number;

        /** TimelineBid instance. */
        instance: string;

        /** TimelineBid offers. */
        offers: number;

        /** TimelineBid final. */
        final: boolean;

        /** TimelineBid floor. */
        floor?: (flights.Money.$Properties|null);

        /** TimelineBid queuedMs. */
        queuedMs?: (number|null);

        /** TimelineBid workMs. */
        workMs?: (number|null);

        /**
         * Encodes the specified TimelineBid message. Does not implicitly {@link auction.TimelineBid.verify|verify} messages.
         * @param message TimelineBid message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.TimelineBid.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TimelineBid message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.TimelineBid & auction.TimelineBid.$Shape} TimelineBid
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.TimelineBid & auction.TimelineBid.$Shape;
    }

    namespace TimelineBid {

        /** Properties of a TimelineBid. */
        interface $Properties {

            /** TimelineBid atMs */
            atMs?: (number|null);

            /** TimelineBid instance */
            instance?: (string|null);

            /** TimelineBid offers */
            offers?: (number|null);

            /** TimelineBid final */
            final?: (boolean|null);

            /** TimelineBid floor */
            floor?: (flights.Money.$Properties|null);

            /** TimelineBid queuedMs */
            queuedMs?: (number|null);

            /** TimelineBid workMs */
            workMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TimelineBid. */
        type $Shape = auction.TimelineBid.$Properties;
    }

    /**
     * Properties of a TimelineHedge.
     * @deprecated Use auction.TimelineHedge.$Properties instead.
     */
    interface ITimelineHedge extends auction.TimelineHedge.$Properties {
    }

    /** Represents a TimelineHedge. */
    class TimelineHedge {

        /**
         * Constructs a new TimelineHedge.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.TimelineHedge.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TimelineHedge atMs. */
        atMs: number;

        /** TimelineHedge instance. */
        instance: string;

        /**
         * Encodes the specified TimelineHedge message. Does not implicitly {@link auction.TimelineHedge.verify|verify} messages.
         * @param message TimelineHedge message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.TimelineHedge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TimelineHedge message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.TimelineHedge & auction.TimelineHedge.$Shape} TimelineHedge
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.TimelineHedge & auction.TimelineHedge.$Shape;
    }

    namespace TimelineHedge {

        /** Properties of a TimelineHedge. */
        interface $Properties {

            /** TimelineHedge atMs */
            atMs?: (number|null);

            /** TimelineHedge instance */
            instance?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TimelineHedge. */
        type $Shape = auction.TimelineHedge.$Properties;
    }

    /**
     * Properties of a TimelineQuorum.
     * @deprecated Use auction.TimelineQuorum.$Properties instead.
     */
    interface ITimelineQuorum extends auction.TimelineQuorum.$Properties {
    }

    /** Represents a TimelineQuorum. */
    class TimelineQuorum {

        /**
         * Constructs a new TimelineQuorum.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.TimelineQuorum.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TimelineQuorum bidders. */
        bidders: number;

        /** TimelineQuorum required. */
        required: string[];

        /** TimelineQuorum metAtMs. */
        metAtMs?: (number|null);

        /** TimelineQuorum graceEndMs. */
        graceEndMs?: (number|null);

        /**
         * Encodes the specified TimelineQuorum message. Does not implicitly {@link auction.TimelineQuorum.verify|verify} messages.
         * @param message TimelineQuorum message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.TimelineQuorum.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TimelineQuorum message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.TimelineQuorum & auction.TimelineQuorum.$Shape} TimelineQuorum
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.TimelineQuorum & auction.TimelineQuorum.$Shape;
    }

    namespace TimelineQuorum {

        /** Properties of a TimelineQuorum. */
        interface $Properties {

            /** TimelineQuorum bidders */
            bidders?: (number|null);

            /** TimelineQuorum required */
            required?: (string[]|null);

            /** TimelineQuorum metAtMs */
            metAtMs?: (number|null);

            /** TimelineQuorum graceEndMs */
            graceEndMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TimelineQuorum. */
        type $Shape = auction.TimelineQuorum.$Properties;
    }

    /**
     * Properties of a BestPrice.
     * @deprecated Use auction.BestPrice.$Properties instead.
     */
    interface IBestPrice extends auction.BestPrice.$Properties {
    }

    /** Represents a BestPrice. */
    class BestPrice {

        /**
         * Constructs a new BestPrice.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.BestPrice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BestPrice atMs. */
        atMs: number;

        /** BestPrice price. */
        price?: (flights.Money.$Properties|null);

        /** BestPrice last. */
        last?: (flights.Money.$Properties|null);

        /** BestPrice shown. */
        shown: number;

        /**
         * Encodes the specified BestPrice message. Does not implicitly {@link auction.BestPrice.verify|verify} messages.
         * @param message BestPrice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.BestPrice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BestPrice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.BestPrice & auction.BestPrice.$Shape} BestPrice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.BestPrice & auction.BestPrice.$Shape;
    }

    namespace BestPrice {

        /** Properties of a BestPrice. */
        interface $Properties {

            /** BestPrice atMs */
            atMs?: (number|null);

            /** BestPrice price */
            price?: (flights.Money.$Properties|null);

            /** BestPrice last */
            last?: (flights.Money.$Properties|null);

            /** BestPrice shown */
            shown?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BestPrice. */
        type $Shape = auction.BestPrice.$Properties;
    }

    /**
     * Properties of a ProgressStep.
     * @deprecated Use auction.ProgressStep.$Properties instead.
     */
    interface IProgressStep extends auction.ProgressStep.$Properties {
    }

    /** Represents a ProgressStep. */
    class ProgressStep {

        /**
         * Constructs a new ProgressStep.
         * @param [properties] Properties to set
         */
        constructor(properties?: auction.ProgressStep.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ProgressStep calledAtMs. */
        calledAtMs?: (number|null);

        /** ProgressStep quorum. */
        quorum?: (auction.TimelineQuorum.$Properties|null);

        /** ProgressStep bidder. */
        bidder?: (string|null);

        /** ProgressStep bid. */
        bid?: (auction.TimelineBid.$Properties|null);

        /** ProgressStep hedge. */
        hedge?: (auction.TimelineHedge.$Properties|null);

        /** ProgressStep best. */
        best?: (auction.BestPrice.$Properties|null);

        /**
         * Encodes the specified ProgressStep message. Does not implicitly {@link auction.ProgressStep.verify|verify} messages.
         * @param message ProgressStep message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: auction.ProgressStep.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ProgressStep message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {auction.ProgressStep & auction.ProgressStep.$Shape} ProgressStep
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): auction.ProgressStep & auction.ProgressStep.$Shape;
    }

    namespace ProgressStep {

        /** Properties of a ProgressStep. */
        interface $Properties {

            /** ProgressStep calledAtMs */
            calledAtMs?: (number|null);

            /** ProgressStep quorum */
            quorum?: (auction.TimelineQuorum.$Properties|null);

            /** ProgressStep bidder */
            bidder?: (string|null);

            /** ProgressStep bid */
            bid?: (auction.TimelineBid.$Properties|null);

            /** ProgressStep hedge */
            hedge?: (auction.TimelineHedge.$Properties|null);

            /** ProgressStep best */
            best?: (auction.BestPrice.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ProgressStep. */
        type $Shape = auction.ProgressStep.$Properties;
    }
}

/** Namespace flights. */
export namespace flights {

    /** Sort enum. */
    enum Sort {

        /** SORT_UNSPECIFIED value */
        SORT_UNSPECIFIED = 0,

        /** SORT_BEST value */
        SORT_BEST = 1,

        /** SORT_PRICE value */
        SORT_PRICE = 2,

        /** SORT_DURATION value */
        SORT_DURATION = 3
    }

    /**
     * Properties of a Slice.
     * @deprecated Use flights.Slice.$Properties instead.
     */
    interface ISlice extends flights.Slice.$Properties {
    }

    /** Represents a Slice. */
    class Slice {

        /**
         * Constructs a new Slice.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.Slice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Slice origin. */
        origin: string;

        /** Slice destination. */
        destination: string;

        /** Slice departureDate. */
        departureDate: string;

        /** Slice origins. */
        origins: string[];

        /** Slice destinations. */
        destinations: string[];

        /** Slice departureDates. */
        departureDates?: (flights.DayRange.$Properties|null);

        /** Slice departure. */
        departure?: (flights.TimeWindow.$Properties|null);

        /** Slice arrival. */
        arrival?: (flights.TimeWindow.$Properties|null);

        /** Slice originPlace. */
        originPlace?: (flights.SearchPlace.$Properties|null);

        /** Slice destinationPlace. */
        destinationPlace?: (flights.SearchPlace.$Properties|null);

        /** Slice flexDays. */
        flexDays?: (number|null);

        /**
         * Encodes the specified Slice message. Does not implicitly {@link flights.Slice.verify|verify} messages.
         * @param message Slice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.Slice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Slice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.Slice & flights.Slice.$Shape} Slice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.Slice & flights.Slice.$Shape;
    }

    namespace Slice {

        /** Properties of a Slice. */
        interface $Properties {

            /** Slice origin */
            origin?: (string|null);

            /** Slice destination */
            destination?: (string|null);

            /** Slice departureDate */
            departureDate?: (string|null);

            /** Slice origins */
            origins?: (string[]|null);

            /** Slice destinations */
            destinations?: (string[]|null);

            /** Slice departureDates */
            departureDates?: (flights.DayRange.$Properties|null);

            /** Slice departure */
            departure?: (flights.TimeWindow.$Properties|null);

            /** Slice arrival */
            arrival?: (flights.TimeWindow.$Properties|null);

            /** Slice originPlace */
            originPlace?: (flights.SearchPlace.$Properties|null);

            /** Slice destinationPlace */
            destinationPlace?: (flights.SearchPlace.$Properties|null);

            /** Slice flexDays */
            flexDays?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Slice. */
        type $Shape = flights.Slice.$Properties;
    }

    /**
     * Properties of a Passengers.
     * @deprecated Use flights.Passengers.$Properties instead.
     */
    interface IPassengers extends flights.Passengers.$Properties {
    }

    /** Represents a Passengers. */
    class Passengers {

        /**
         * Constructs a new Passengers.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.Passengers.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Passengers adults. */
        adults?: (number|null);

        /** Passengers children. */
        children?: (number|null);

        /** Passengers infants. */
        infants?: (number|null);

        /** Passengers ages. */
        ages: number[];

        /**
         * Encodes the specified Passengers message. Does not implicitly {@link flights.Passengers.verify|verify} messages.
         * @param message Passengers message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.Passengers.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Passengers message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.Passengers & flights.Passengers.$Shape} Passengers
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.Passengers & flights.Passengers.$Shape;
    }

    namespace Passengers {

        /** Properties of a Passengers. */
        interface $Properties {

            /** Passengers adults */
            adults?: (number|null);

            /** Passengers children */
            children?: (number|null);

            /** Passengers infants */
            infants?: (number|null);

            /** Passengers ages */
            ages?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Passengers. */
        type $Shape = flights.Passengers.$Properties;
    }

    /**
     * Properties of a BidderList.
     * @deprecated Use flights.BidderList.$Properties instead.
     */
    interface IBidderList extends flights.BidderList.$Properties {
    }

    /** Represents a BidderList. */
    class BidderList {

        /**
         * Constructs a new BidderList.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.BidderList.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BidderList bidder. */
        bidder: string[];

        /**
         * Encodes the specified BidderList message. Does not implicitly {@link flights.BidderList.verify|verify} messages.
         * @param message BidderList message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.BidderList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BidderList message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.BidderList & flights.BidderList.$Shape} BidderList
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.BidderList & flights.BidderList.$Shape;
    }

    namespace BidderList {

        /** Properties of a BidderList. */
        interface $Properties {

            /** BidderList bidder */
            bidder?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BidderList. */
        type $Shape = flights.BidderList.$Properties;
    }

    /**
     * Properties of a BidderParams.
     * @deprecated Use flights.BidderParams.$Properties instead.
     */
    interface IBidderParams extends flights.BidderParams.$Properties {
    }

    /** Represents a BidderParams. */
    class BidderParams {

        /**
         * Constructs a new BidderParams.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.BidderParams.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BidderParams bidder. */
        bidder: string;

        /** BidderParams json. */
        json: string;

        /**
         * Encodes the specified BidderParams message. Does not implicitly {@link flights.BidderParams.verify|verify} messages.
         * @param message BidderParams message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.BidderParams.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BidderParams message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.BidderParams & flights.BidderParams.$Shape} BidderParams
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.BidderParams & flights.BidderParams.$Shape;
    }

    namespace BidderParams {

        /** Properties of a BidderParams. */
        interface $Properties {

            /** BidderParams bidder */
            bidder?: (string|null);

            /** BidderParams json */
            json?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BidderParams. */
        type $Shape = flights.BidderParams.$Properties;
    }

    /** PolicyKind enum. */
    enum PolicyKind {

        /** POLICY_KIND_UNSPECIFIED value */
        POLICY_KIND_UNSPECIFIED = 0,

        /** POLICY_KIND_PLAIN value */
        POLICY_KIND_PLAIN = 1,

        /** POLICY_KIND_VALUE value */
        POLICY_KIND_VALUE = 2
    }

    /**
     * Properties of a Policy.
     * @deprecated Use flights.Policy.$Properties instead.
     */
    interface IPolicy extends flights.Policy.$Properties {
    }

    /** Represents a Policy. */
    class Policy {

        /**
         * Constructs a new Policy.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.Policy.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Policy deadlineMs. */
        deadlineMs?: (number|null);

        /** Policy quorum. */
        quorum?: (number|null);

        /** Policy quorumPercent. */
        quorumPercent?: (number|null);

        /** Policy required. */
        required?: (flights.BidderList.$Properties|null);

        /** Policy refusePartial. */
        refusePartial: boolean;

        /** Policy kind. */
        kind?: (flights.PolicyKind|null);

        /** Policy centsPerSecond. */
        centsPerSecond?: (number|null);

        /**
         * Encodes the specified Policy message. Does not implicitly {@link flights.Policy.verify|verify} messages.
         * @param message Policy message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.Policy.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Policy message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.Policy & flights.Policy.$Shape} Policy
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.Policy & flights.Policy.$Shape;
    }

    namespace Policy {

        /** Properties of a Policy. */
        interface $Properties {

            /** Policy deadlineMs */
            deadlineMs?: (number|null);

            /** Policy quorum */
            quorum?: (number|null);

            /** Policy quorumPercent */
            quorumPercent?: (number|null);

            /** Policy required */
            required?: (flights.BidderList.$Properties|null);

            /** Policy refusePartial */
            refusePartial?: (boolean|null);

            /** Policy kind */
            kind?: (flights.PolicyKind|null);

            /** Policy centsPerSecond */
            centsPerSecond?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Policy. */
        type $Shape = flights.Policy.$Properties;
    }

    /**
     * Properties of a FlightSearchRequest.
     * @deprecated Use flights.FlightSearchRequest.$Properties instead.
     */
    interface IFlightSearchRequest extends flights.FlightSearchRequest.$Properties {
    }

    /** Represents a FlightSearchRequest. */
    class FlightSearchRequest {

        /**
         * Constructs a new FlightSearchRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.FlightSearchRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FlightSearchRequest slices. */
        slices: flights.Slice.$Properties[];

        /** FlightSearchRequest passengers. */
        passengers?: (flights.Passengers.$Properties|null);

        /** FlightSearchRequest cabin. */
        cabin?: (flights.Cabin|null);

        /** FlightSearchRequest currency. */
        currency?: (string|null);

        /** FlightSearchRequest sort. */
        sort?: (flights.Sort|null);

        /** FlightSearchRequest maxStops. */
        maxStops?: (number|null);

        /** FlightSearchRequest maxResults. */
        maxResults?: (number|null);

        /** FlightSearchRequest policy. */
        policy?: (flights.Policy.$Properties|null);

        /** FlightSearchRequest selfTransfer. */
        selfTransfer?: (boolean|null);

        /** FlightSearchRequest similar. */
        similar?: (boolean|null);

        /** FlightSearchRequest limits. */
        limits?: (flights.SearchLimits.$Properties|null);

        /** FlightSearchRequest bidders. */
        bidders?: (flights.BidderChoice.$Properties|null);

        /** FlightSearchRequest market. */
        market?: (string|null);

        /** FlightSearchRequest locale. */
        locale?: (string|null);

        /** FlightSearchRequest params. */
        params: flights.BidderParams.$Properties[];

        /** FlightSearchRequest details. */
        details?: (boolean|null);

        /** FlightSearchRequest calendar. */
        calendar?: (boolean|null);

        /** FlightSearchRequest explain. */
        explain?: (boolean|null);

        /**
         * Encodes the specified FlightSearchRequest message. Does not implicitly {@link flights.FlightSearchRequest.verify|verify} messages.
         * @param message FlightSearchRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.FlightSearchRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FlightSearchRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.FlightSearchRequest & flights.FlightSearchRequest.$Shape} FlightSearchRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.FlightSearchRequest & flights.FlightSearchRequest.$Shape;
    }

    namespace FlightSearchRequest {

        /** Properties of a FlightSearchRequest. */
        interface $Properties {

            /** FlightSearchRequest slices */
            slices?: (flights.Slice.$Properties[]|null);

            /** FlightSearchRequest passengers */
            passengers?: (flights.Passengers.$Properties|null);

            /** FlightSearchRequest cabin */
            cabin?: (flights.Cabin|null);

            /** FlightSearchRequest currency */
            currency?: (string|null);

            /** FlightSearchRequest sort */
            sort?: (flights.Sort|null);

            /** FlightSearchRequest maxStops */
            maxStops?: (number|null);

            /** FlightSearchRequest maxResults */
            maxResults?: (number|null);

            /** FlightSearchRequest policy */
            policy?: (flights.Policy.$Properties|null);

            /** FlightSearchRequest selfTransfer */
            selfTransfer?: (boolean|null);

            /** FlightSearchRequest similar */
            similar?: (boolean|null);

            /** FlightSearchRequest limits */
            limits?: (flights.SearchLimits.$Properties|null);

            /** FlightSearchRequest bidders */
            bidders?: (flights.BidderChoice.$Properties|null);

            /** FlightSearchRequest market */
            market?: (string|null);

            /** FlightSearchRequest locale */
            locale?: (string|null);

            /** FlightSearchRequest params */
            params?: (flights.BidderParams.$Properties[]|null);

            /** FlightSearchRequest details */
            details?: (boolean|null);

            /** FlightSearchRequest calendar */
            calendar?: (boolean|null);

            /** FlightSearchRequest explain */
            explain?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FlightSearchRequest. */
        type $Shape = flights.FlightSearchRequest.$Properties;
    }

    /**
     * Properties of a Money.
     * @deprecated Use flights.Money.$Properties instead.
     */
    interface IMoney extends flights.Money.$Properties {
    }

    /** Represents a Money. */
    class Money {

        /**
         * Constructs a new Money.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.Money.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Money amount. */
        amount: number;

        /** Money currency. */
        currency: string;

        /**
         * Encodes the specified Money message. Does not implicitly {@link flights.Money.verify|verify} messages.
         * @param message Money message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.Money.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Money message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.Money & flights.Money.$Shape} Money
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.Money & flights.Money.$Shape;
    }

    namespace Money {

        /** Properties of a Money. */
        interface $Properties {

            /** Money amount */
            amount?: (number|null);

            /** Money currency */
            currency?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Money. */
        type $Shape = flights.Money.$Properties;
    }

    /** Cabin enum. */
    enum Cabin {

        /** CABIN_UNSPECIFIED value */
        CABIN_UNSPECIFIED = 0,

        /** CABIN_ECONOMY value */
        CABIN_ECONOMY = 1,

        /** CABIN_PREMIUM_ECONOMY value */
        CABIN_PREMIUM_ECONOMY = 2,

        /** CABIN_BUSINESS value */
        CABIN_BUSINESS = 3,

        /** CABIN_FIRST value */
        CABIN_FIRST = 4
    }

    /**
     * Properties of a Segment.
     * @deprecated Use flights.Segment.$Properties instead.
     */
    interface ISegment extends flights.Segment.$Properties {
    }

    /** Represents a Segment. */
    class Segment {

        /**
         * Constructs a new Segment.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.Segment.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Segment carrier. */
        carrier: string;

        /** Segment flightNumber. */
        flightNumber: string;

        /** Segment origin. */
        origin: string;

        /** Segment destination. */
        destination: string;

        /** Segment departure. */
        departure: string;

        /** Segment arrival. */
        arrival: string;

        /** Segment durationMinutes. */
        durationMinutes: number;

        /** Segment aircraft. */
        aircraft: string;

        /** Segment originTerminal. */
        originTerminal?: (string|null);

        /** Segment destinationTerminal. */
        destinationTerminal?: (string|null);

        /** Segment cabin. */
        cabin: flights.Cabin;

        /** Segment operatingCarrier. */
        operatingCarrier?: (string|null);

        /**
         * Encodes the specified Segment message. Does not implicitly {@link flights.Segment.verify|verify} messages.
         * @param message Segment message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.Segment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Segment message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.Segment & flights.Segment.$Shape} Segment
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.Segment & flights.Segment.$Shape;
    }

    namespace Segment {

        /** Properties of a Segment. */
        interface $Properties {

            /** Segment carrier */
            carrier?: (string|null);

            /** Segment flightNumber */
            flightNumber?: (string|null);

            /** Segment origin */
            origin?: (string|null);

            /** Segment destination */
            destination?: (string|null);

            /** Segment departure */
            departure?: (string|null);

            /** Segment arrival */
            arrival?: (string|null);

            /** Segment durationMinutes */
            durationMinutes?: (number|null);

            /** Segment aircraft */
            aircraft?: (string|null);

            /** Segment originTerminal */
            originTerminal?: (string|null);

            /** Segment destinationTerminal */
            destinationTerminal?: (string|null);

            /** Segment cabin */
            cabin?: (flights.Cabin|null);

            /** Segment operatingCarrier */
            operatingCarrier?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Segment. */
        type $Shape = flights.Segment.$Properties;
    }

    /**
     * Properties of an OfferSlice.
     * @deprecated Use flights.OfferSlice.$Properties instead.
     */
    interface IOfferSlice extends flights.OfferSlice.$Properties {
    }

    /** Represents an OfferSlice. */
    class OfferSlice {

        /**
         * Constructs a new OfferSlice.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.OfferSlice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** OfferSlice durationMinutes. */
        durationMinutes: number;

        /** OfferSlice segments. */
        segments: flights.Segment.$Properties[];

        /**
         * Encodes the specified OfferSlice message. Does not implicitly {@link flights.OfferSlice.verify|verify} messages.
         * @param message OfferSlice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.OfferSlice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an OfferSlice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.OfferSlice & flights.OfferSlice.$Shape} OfferSlice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.OfferSlice & flights.OfferSlice.$Shape;
    }

    namespace OfferSlice {

        /** Properties of an OfferSlice. */
        interface $Properties {

            /** OfferSlice durationMinutes */
            durationMinutes?: (number|null);

            /** OfferSlice segments */
            segments?: (flights.Segment.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an OfferSlice. */
        type $Shape = flights.OfferSlice.$Properties;
    }

    /** Brand enum. */
    enum Brand {

        /** BRAND_UNSPECIFIED value */
        BRAND_UNSPECIFIED = 0,

        /** BRAND_LIGHT value */
        BRAND_LIGHT = 1,

        /** BRAND_STANDARD value */
        BRAND_STANDARD = 2,

        /** BRAND_FLEX value */
        BRAND_FLEX = 3
    }

    /**
     * Properties of a Condition.
     * @deprecated Use flights.Condition.$Properties instead.
     */
    interface ICondition extends flights.Condition.$Properties {
    }

    /** Represents a Condition. */
    class Condition {

        /**
         * Constructs a new Condition.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.Condition.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Condition allowed. */
        allowed: boolean;

        /** Condition fee. */
        fee?: (flights.Money.$Properties|null);

        /**
         * Encodes the specified Condition message. Does not implicitly {@link flights.Condition.verify|verify} messages.
         * @param message Condition message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.Condition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Condition message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.Condition & flights.Condition.$Shape} Condition
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.Condition & flights.Condition.$Shape;
    }

    namespace Condition {

        /** Properties of a Condition. */
        interface $Properties {

            /** Condition allowed */
            allowed?: (boolean|null);

            /** Condition fee */
            fee?: (flights.Money.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Condition. */
        type $Shape = flights.Condition.$Properties;
    }

    /**
     * Properties of a SellerReference.
     * @deprecated Use flights.SellerReference.$Properties instead.
     */
    interface ISellerReference extends flights.SellerReference.$Properties {
    }

    /** Represents a SellerReference. */
    class SellerReference {

        /**
         * Constructs a new SellerReference.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.SellerReference.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SellerReference partner. */
        partner: string;

        /** SellerReference id. */
        id: string;

        /**
         * Encodes the specified SellerReference message. Does not implicitly {@link flights.SellerReference.verify|verify} messages.
         * @param message SellerReference message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.SellerReference.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SellerReference message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.SellerReference & flights.SellerReference.$Shape} SellerReference
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.SellerReference & flights.SellerReference.$Shape;
    }

    namespace SellerReference {

        /** Properties of a SellerReference. */
        interface $Properties {

            /** SellerReference partner */
            partner?: (string|null);

            /** SellerReference id */
            id?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SellerReference. */
        type $Shape = flights.SellerReference.$Properties;
    }

    /**
     * Properties of a TravellerPrices.
     * @deprecated Use flights.TravellerPrices.$Properties instead.
     */
    interface ITravellerPrices extends flights.TravellerPrices.$Properties {
    }

    /** Represents a TravellerPrices. */
    class TravellerPrices {

        /**
         * Constructs a new TravellerPrices.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.TravellerPrices.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TravellerPrices adult. */
        adult?: (flights.Money.$Properties|null);

        /** TravellerPrices child. */
        child?: (flights.Money.$Properties|null);

        /** TravellerPrices infant. */
        infant?: (flights.Money.$Properties|null);

        /**
         * Encodes the specified TravellerPrices message. Does not implicitly {@link flights.TravellerPrices.verify|verify} messages.
         * @param message TravellerPrices message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.TravellerPrices.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TravellerPrices message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.TravellerPrices & flights.TravellerPrices.$Shape} TravellerPrices
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.TravellerPrices & flights.TravellerPrices.$Shape;
    }

    namespace TravellerPrices {

        /** Properties of a TravellerPrices. */
        interface $Properties {

            /** TravellerPrices adult */
            adult?: (flights.Money.$Properties|null);

            /** TravellerPrices child */
            child?: (flights.Money.$Properties|null);

            /** TravellerPrices infant */
            infant?: (flights.Money.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TravellerPrices. */
        type $Shape = flights.TravellerPrices.$Properties;
    }

    /**
     * Properties of a Fare.
     * @deprecated Use flights.Fare.$Properties instead.
     */
    interface IFare extends flights.Fare.$Properties {
    }

    /** Represents a Fare. */
    class Fare {

        /**
         * Constructs a new Fare.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.Fare.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Fare brand. */
        brand: flights.Brand;

        /** Fare name. */
        name: string;

        /** Fare price. */
        price?: (flights.Money.$Properties|null);

        /** Fare bookingClass. */
        bookingClass: string;

        /** Fare cabinBags. */
        cabinBags?: (number|null);

        /** Fare checkedBags. */
        checkedBags?: (number|null);

        /** Fare change. */
        change?: (flights.Condition.$Properties|null);

        /** Fare refund. */
        refund?: (flights.Condition.$Properties|null);

        /** Fare link. */
        link?: (string|null);

        /** Fare reference. */
        reference?: (flights.SellerReference.$Properties|null);

        /** Fare base. */
        base?: (flights.Money.$Properties|null);

        /** Fare taxes. */
        taxes?: (flights.Money.$Properties|null);

        /** Fare perTraveller. */
        perTraveller?: (flights.TravellerPrices.$Properties|null);

        /**
         * Encodes the specified Fare message. Does not implicitly {@link flights.Fare.verify|verify} messages.
         * @param message Fare message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.Fare.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Fare message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.Fare & flights.Fare.$Shape} Fare
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.Fare & flights.Fare.$Shape;
    }

    namespace Fare {

        /** Properties of a Fare. */
        interface $Properties {

            /** Fare brand */
            brand?: (flights.Brand|null);

            /** Fare name */
            name?: (string|null);

            /** Fare price */
            price?: (flights.Money.$Properties|null);

            /** Fare bookingClass */
            bookingClass?: (string|null);

            /** Fare cabinBags */
            cabinBags?: (number|null);

            /** Fare checkedBags */
            checkedBags?: (number|null);

            /** Fare change */
            change?: (flights.Condition.$Properties|null);

            /** Fare refund */
            refund?: (flights.Condition.$Properties|null);

            /** Fare link */
            link?: (string|null);

            /** Fare reference */
            reference?: (flights.SellerReference.$Properties|null);

            /** Fare base */
            base?: (flights.Money.$Properties|null);

            /** Fare taxes */
            taxes?: (flights.Money.$Properties|null);

            /** Fare perTraveller */
            perTraveller?: (flights.TravellerPrices.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Fare. */
        type $Shape = flights.Fare.$Properties;
    }

    /**
     * Properties of a FlightOffer.
     * @deprecated Use flights.FlightOffer.$Properties instead.
     */
    interface IFlightOffer extends flights.FlightOffer.$Properties {
    }

    /** Represents a FlightOffer. */
    class FlightOffer {

        /**
         * Constructs a new FlightOffer.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.FlightOffer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FlightOffer seller. */
        seller: string;

        /** FlightOffer price. */
        price?: (flights.Money.$Properties|null);

        /** FlightOffer expiresAt. */
        expiresAt: number;

        /** FlightOffer modelled. */
        modelled: boolean;

        /** FlightOffer slices. */
        slices: flights.OfferSlice.$Properties[];

        /** FlightOffer fares. */
        fares: flights.Fare.$Properties[];

        /** FlightOffer selfTransfers. */
        selfTransfers: string[];

        /** FlightOffer similar. */
        similar: number;

        /**
         * Encodes the specified FlightOffer message. Does not implicitly {@link flights.FlightOffer.verify|verify} messages.
         * @param message FlightOffer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.FlightOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FlightOffer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.FlightOffer & flights.FlightOffer.$Shape} FlightOffer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.FlightOffer & flights.FlightOffer.$Shape;
    }

    namespace FlightOffer {

        /** Properties of a FlightOffer. */
        interface $Properties {

            /** FlightOffer seller */
            seller?: (string|null);

            /** FlightOffer price */
            price?: (flights.Money.$Properties|null);

            /** FlightOffer expiresAt */
            expiresAt?: (number|null);

            /** FlightOffer modelled */
            modelled?: (boolean|null);

            /** FlightOffer slices */
            slices?: (flights.OfferSlice.$Properties[]|null);

            /** FlightOffer fares */
            fares?: (flights.Fare.$Properties[]|null);

            /** FlightOffer selfTransfers */
            selfTransfers?: (string[]|null);

            /** FlightOffer similar */
            similar?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FlightOffer. */
        type $Shape = flights.FlightOffer.$Properties;
    }

    /**
     * Properties of a SearchPlace.
     * @deprecated Use flights.SearchPlace.$Properties instead.
     */
    interface ISearchPlace extends flights.SearchPlace.$Properties {
    }

    /** Represents a SearchPlace. */
    class SearchPlace {

        /**
         * Constructs a new SearchPlace.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.SearchPlace.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SearchPlace city. */
        city?: (string|null);

        /** SearchPlace airport. */
        airport?: (string|null);

        /** SearchPlace nearbyKm. */
        nearbyKm?: (number|null);

        /** SearchPlace km. */
        km: number[];

        /**
         * Encodes the specified SearchPlace message. Does not implicitly {@link flights.SearchPlace.verify|verify} messages.
         * @param message SearchPlace message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.SearchPlace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SearchPlace message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.SearchPlace & flights.SearchPlace.$Shape} SearchPlace
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.SearchPlace & flights.SearchPlace.$Shape;
    }

    namespace SearchPlace {

        /** Properties of a SearchPlace. */
        interface $Properties {

            /** SearchPlace city */
            city?: (string|null);

            /** SearchPlace airport */
            airport?: (string|null);

            /** SearchPlace nearbyKm */
            nearbyKm?: (number|null);

            /** SearchPlace km */
            km?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SearchPlace. */
        type $Shape = flights.SearchPlace.$Properties;
    }

    /**
     * Properties of a TimeWindow.
     * @deprecated Use flights.TimeWindow.$Properties instead.
     */
    interface ITimeWindow extends flights.TimeWindow.$Properties {
    }

    /** Represents a TimeWindow. */
    class TimeWindow {

        /**
         * Constructs a new TimeWindow.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.TimeWindow.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TimeWindow fromMinute. */
        fromMinute: number;

        /** TimeWindow toMinute. */
        toMinute: number;

        /**
         * Encodes the specified TimeWindow message. Does not implicitly {@link flights.TimeWindow.verify|verify} messages.
         * @param message TimeWindow message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.TimeWindow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TimeWindow message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.TimeWindow & flights.TimeWindow.$Shape} TimeWindow
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.TimeWindow & flights.TimeWindow.$Shape;
    }

    namespace TimeWindow {

        /** Properties of a TimeWindow. */
        interface $Properties {

            /** TimeWindow fromMinute */
            fromMinute?: (number|null);

            /** TimeWindow toMinute */
            toMinute?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TimeWindow. */
        type $Shape = flights.TimeWindow.$Properties;
    }

    /**
     * Properties of a DayRange.
     * @deprecated Use flights.DayRange.$Properties instead.
     */
    interface IDayRange extends flights.DayRange.$Properties {
    }

    /** Represents a DayRange. */
    class DayRange {

        /**
         * Constructs a new DayRange.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.DayRange.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DayRange from. */
        from: string;

        /** DayRange to. */
        to: string;

        /**
         * Encodes the specified DayRange message. Does not implicitly {@link flights.DayRange.verify|verify} messages.
         * @param message DayRange message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.DayRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DayRange message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.DayRange & flights.DayRange.$Shape} DayRange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.DayRange & flights.DayRange.$Shape;
    }

    namespace DayRange {

        /** Properties of a DayRange. */
        interface $Properties {

            /** DayRange from */
            from?: (string|null);

            /** DayRange to */
            to?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DayRange. */
        type $Shape = flights.DayRange.$Properties;
    }

    /**
     * Properties of a NightRange.
     * @deprecated Use flights.NightRange.$Properties instead.
     */
    interface INightRange extends flights.NightRange.$Properties {
    }

    /** Represents a NightRange. */
    class NightRange {

        /**
         * Constructs a new NightRange.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.NightRange.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NightRange min. */
        min: number;

        /** NightRange max. */
        max: number;

        /**
         * Encodes the specified NightRange message. Does not implicitly {@link flights.NightRange.verify|verify} messages.
         * @param message NightRange message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.NightRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NightRange message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.NightRange & flights.NightRange.$Shape} NightRange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.NightRange & flights.NightRange.$Shape;
    }

    namespace NightRange {

        /** Properties of a NightRange. */
        interface $Properties {

            /** NightRange min */
            min?: (number|null);

            /** NightRange max */
            max?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NightRange. */
        type $Shape = flights.NightRange.$Properties;
    }

    /** CarrierRole enum. */
    enum CarrierRole {

        /** CARRIER_ROLE_UNSPECIFIED value */
        CARRIER_ROLE_UNSPECIFIED = 0,

        /** CARRIER_ROLE_MARKETING value */
        CARRIER_ROLE_MARKETING = 1,

        /** CARRIER_ROLE_OPERATING value */
        CARRIER_ROLE_OPERATING = 2
    }

    /**
     * Properties of a CarrierChoice.
     * @deprecated Use flights.CarrierChoice.$Properties instead.
     */
    interface ICarrierChoice extends flights.CarrierChoice.$Properties {
    }

    /** Represents a CarrierChoice. */
    class CarrierChoice {

        /**
         * Constructs a new CarrierChoice.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.CarrierChoice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CarrierChoice only. */
        only: string[];

        /** CarrierChoice except. */
        except: string[];

        /** CarrierChoice by. */
        by: flights.CarrierRole;

        /**
         * Encodes the specified CarrierChoice message. Does not implicitly {@link flights.CarrierChoice.verify|verify} messages.
         * @param message CarrierChoice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.CarrierChoice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CarrierChoice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.CarrierChoice & flights.CarrierChoice.$Shape} CarrierChoice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.CarrierChoice & flights.CarrierChoice.$Shape;
    }

    namespace CarrierChoice {

        /** Properties of a CarrierChoice. */
        interface $Properties {

            /** CarrierChoice only */
            only?: (string[]|null);

            /** CarrierChoice except */
            except?: (string[]|null);

            /** CarrierChoice by */
            by?: (flights.CarrierRole|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CarrierChoice. */
        type $Shape = flights.CarrierChoice.$Properties;
    }

    /**
     * Properties of an AirportChoice.
     * @deprecated Use flights.AirportChoice.$Properties instead.
     */
    interface IAirportChoice extends flights.AirportChoice.$Properties {
    }

    /** Represents an AirportChoice. */
    class AirportChoice {

        /**
         * Constructs a new AirportChoice.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.AirportChoice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AirportChoice only. */
        only: string[];

        /** AirportChoice except. */
        except: string[];

        /**
         * Encodes the specified AirportChoice message. Does not implicitly {@link flights.AirportChoice.verify|verify} messages.
         * @param message AirportChoice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.AirportChoice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AirportChoice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.AirportChoice & flights.AirportChoice.$Shape} AirportChoice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.AirportChoice & flights.AirportChoice.$Shape;
    }

    namespace AirportChoice {

        /** Properties of an AirportChoice. */
        interface $Properties {

            /** AirportChoice only */
            only?: (string[]|null);

            /** AirportChoice except */
            except?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AirportChoice. */
        type $Shape = flights.AirportChoice.$Properties;
    }

    /**
     * Properties of a Bags.
     * @deprecated Use flights.Bags.$Properties instead.
     */
    interface IBags extends flights.Bags.$Properties {
    }

    /** Represents a Bags. */
    class Bags {

        /**
         * Constructs a new Bags.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.Bags.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Bags checked. */
        checked?: (number|null);

        /** Bags cabin. */
        cabin?: (number|null);

        /**
         * Encodes the specified Bags message. Does not implicitly {@link flights.Bags.verify|verify} messages.
         * @param message Bags message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.Bags.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Bags message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.Bags & flights.Bags.$Shape} Bags
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.Bags & flights.Bags.$Shape;
    }

    namespace Bags {

        /** Properties of a Bags. */
        interface $Properties {

            /** Bags checked */
            checked?: (number|null);

            /** Bags cabin */
            cabin?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Bags. */
        type $Shape = flights.Bags.$Properties;
    }

    /**
     * Properties of a SearchLimits.
     * @deprecated Use flights.SearchLimits.$Properties instead.
     */
    interface ISearchLimits extends flights.SearchLimits.$Properties {
    }

    /** Represents a SearchLimits. */
    class SearchLimits {

        /**
         * Constructs a new SearchLimits.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.SearchLimits.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SearchLimits carriers. */
        carriers?: (flights.CarrierChoice.$Properties|null);

        /** SearchLimits via. */
        via?: (flights.AirportChoice.$Properties|null);

        /** SearchLimits maxLayoverMinutes. */
        maxLayoverMinutes?: (number|null);

        /** SearchLimits noOvernightLayover. */
        noOvernightLayover?: (boolean|null);

        /** SearchLimits maxPrice. */
        maxPrice?: (number|null);

        /** SearchLimits maxDurationMinutes. */
        maxDurationMinutes?: (number|null);

        /** SearchLimits bags. */
        bags?: (flights.Bags.$Properties|null);

        /** SearchLimits changeable. */
        changeable?: (boolean|null);

        /** SearchLimits refundable. */
        refundable?: (boolean|null);

        /** SearchLimits stayNights. */
        stayNights?: (flights.NightRange.$Properties|null);

        /**
         * Encodes the specified SearchLimits message. Does not implicitly {@link flights.SearchLimits.verify|verify} messages.
         * @param message SearchLimits message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.SearchLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SearchLimits message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.SearchLimits & flights.SearchLimits.$Shape} SearchLimits
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.SearchLimits & flights.SearchLimits.$Shape;
    }

    namespace SearchLimits {

        /** Properties of a SearchLimits. */
        interface $Properties {

            /** SearchLimits carriers */
            carriers?: (flights.CarrierChoice.$Properties|null);

            /** SearchLimits via */
            via?: (flights.AirportChoice.$Properties|null);

            /** SearchLimits maxLayoverMinutes */
            maxLayoverMinutes?: (number|null);

            /** SearchLimits noOvernightLayover */
            noOvernightLayover?: (boolean|null);

            /** SearchLimits maxPrice */
            maxPrice?: (number|null);

            /** SearchLimits maxDurationMinutes */
            maxDurationMinutes?: (number|null);

            /** SearchLimits bags */
            bags?: (flights.Bags.$Properties|null);

            /** SearchLimits changeable */
            changeable?: (boolean|null);

            /** SearchLimits refundable */
            refundable?: (boolean|null);

            /** SearchLimits stayNights */
            stayNights?: (flights.NightRange.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SearchLimits. */
        type $Shape = flights.SearchLimits.$Properties;
    }

    /**
     * Properties of a BidderChoice.
     * @deprecated Use flights.BidderChoice.$Properties instead.
     */
    interface IBidderChoice extends flights.BidderChoice.$Properties {
    }

    /** Represents a BidderChoice. */
    class BidderChoice {

        /**
         * Constructs a new BidderChoice.
         * @param [properties] Properties to set
         */
        constructor(properties?: flights.BidderChoice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BidderChoice only. */
        only: string[];

        /** BidderChoice except. */
        except: string[];

        /**
         * Encodes the specified BidderChoice message. Does not implicitly {@link flights.BidderChoice.verify|verify} messages.
         * @param message BidderChoice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: flights.BidderChoice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BidderChoice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {flights.BidderChoice & flights.BidderChoice.$Shape} BidderChoice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): flights.BidderChoice & flights.BidderChoice.$Shape;
    }

    namespace BidderChoice {

        /** Properties of a BidderChoice. */
        interface $Properties {

            /** BidderChoice only */
            only?: (string[]|null);

            /** BidderChoice except */
            except?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BidderChoice. */
        type $Shape = flights.BidderChoice.$Properties;
    }
}

/** Namespace recording. */
export namespace recording {

    /**
     * Properties of a Block.
     * @deprecated Use recording.Block.$Properties instead.
     */
    interface IBlock extends recording.Block.$Properties {
    }

    /** Represents a Block. */
    class Block {

        /**
         * Constructs a new Block.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.Block.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Block rates. */
        rates: Uint8Array[];

        /** Block plausibility. */
        plausibility: recording.Plausibility.$Properties[];

        /** Block auctions. */
        auctions: Uint8Array[];

        /**
         * Encodes the specified Block message. Does not implicitly {@link recording.Block.verify|verify} messages.
         * @param message Block message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.Block.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Block message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.Block & recording.Block.$Shape} Block
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.Block & recording.Block.$Shape;
    }

    namespace Block {

        /** Properties of a Block. */
        interface $Properties {

            /** Block rates */
            rates?: (Uint8Array[]|null);

            /** Block plausibility */
            plausibility?: (recording.Plausibility.$Properties[]|null);

            /** Block auctions */
            auctions?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Block. */
        type $Shape = recording.Block.$Properties;
    }

    /**
     * Properties of a Plausibility.
     * @deprecated Use recording.Plausibility.$Properties instead.
     */
    interface IPlausibility extends recording.Plausibility.$Properties {
    }

    /** Represents a Plausibility. */
    class Plausibility {

        /**
         * Constructs a new Plausibility.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.Plausibility.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Plausibility dollarsMin. */
        dollarsMin: number;

        /** Plausibility dollarsPer_1000KmMin. */
        dollarsPer_1000KmMin: number;

        /** Plausibility cabinFactor. */
        cabinFactor: number[];

        /** Plausibility expiryMsMax. */
        expiryMsMax: number;

        /** Plausibility carriers. */
        carriers: recording.BidderCarriers.$Properties[];

        /**
         * Encodes the specified Plausibility message. Does not implicitly {@link recording.Plausibility.verify|verify} messages.
         * @param message Plausibility message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.Plausibility.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Plausibility message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.Plausibility & recording.Plausibility.$Shape} Plausibility
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.Plausibility & recording.Plausibility.$Shape;
    }

    namespace Plausibility {

        /** Properties of a Plausibility. */
        interface $Properties {

            /** Plausibility dollarsMin */
            dollarsMin?: (number|null);

            /** Plausibility dollarsPer_1000KmMin */
            dollarsPer_1000KmMin?: (number|null);

            /** Plausibility cabinFactor */
            cabinFactor?: (number[]|null);

            /** Plausibility expiryMsMax */
            expiryMsMax?: (number|null);

            /** Plausibility carriers */
            carriers?: (recording.BidderCarriers.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Plausibility. */
        type $Shape = recording.Plausibility.$Properties;
    }

    /**
     * Properties of a BidderCarriers.
     * @deprecated Use recording.BidderCarriers.$Properties instead.
     */
    interface IBidderCarriers extends recording.BidderCarriers.$Properties {
    }

    /** Represents a BidderCarriers. */
    class BidderCarriers {

        /**
         * Constructs a new BidderCarriers.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.BidderCarriers.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BidderCarriers bidder. */
        bidder: string;

        /** BidderCarriers carriers. */
        carriers: string[];

        /**
         * Encodes the specified BidderCarriers message. Does not implicitly {@link recording.BidderCarriers.verify|verify} messages.
         * @param message BidderCarriers message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.BidderCarriers.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BidderCarriers message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.BidderCarriers & recording.BidderCarriers.$Shape} BidderCarriers
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.BidderCarriers & recording.BidderCarriers.$Shape;
    }

    namespace BidderCarriers {

        /** Properties of a BidderCarriers. */
        interface $Properties {

            /** BidderCarriers bidder */
            bidder?: (string|null);

            /** BidderCarriers carriers */
            carriers?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BidderCarriers. */
        type $Shape = recording.BidderCarriers.$Properties;
    }

    /**
     * Properties of a Grace.
     * @deprecated Use recording.Grace.$Properties instead.
     */
    interface IGrace extends recording.Grace.$Properties {
    }

    /** Represents a Grace. */
    class Grace {

        /**
         * Constructs a new Grace.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.Grace.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Grace share. */
        share: number;

        /** Grace msMin. */
        msMin: number;

        /** Grace msMax. */
        msMax: number;

        /**
         * Encodes the specified Grace message. Does not implicitly {@link recording.Grace.verify|verify} messages.
         * @param message Grace message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.Grace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Grace message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.Grace & recording.Grace.$Shape} Grace
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.Grace & recording.Grace.$Shape;
    }

    namespace Grace {

        /** Properties of a Grace. */
        interface $Properties {

            /** Grace share */
            share?: (number|null);

            /** Grace msMin */
            msMin?: (number|null);

            /** Grace msMax */
            msMax?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Grace. */
        type $Shape = recording.Grace.$Properties;
    }

    /**
     * Properties of a MarkUpRule.
     * @deprecated Use recording.MarkUpRule.$Properties instead.
     */
    interface IMarkUpRule extends recording.MarkUpRule.$Properties {
    }

    /** Represents a MarkUpRule. */
    class MarkUpRule {

        /**
         * Constructs a new MarkUpRule.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.MarkUpRule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MarkUpRule bidder. */
        bidder?: (string|null);

        /** MarkUpRule seller. */
        seller?: (string|null);

        /** MarkUpRule basisPoints. */
        basisPoints: number;

        /** MarkUpRule fixed. */
        fixed: number;

        /**
         * Encodes the specified MarkUpRule message. Does not implicitly {@link recording.MarkUpRule.verify|verify} messages.
         * @param message MarkUpRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.MarkUpRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MarkUpRule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.MarkUpRule & recording.MarkUpRule.$Shape} MarkUpRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.MarkUpRule & recording.MarkUpRule.$Shape;
    }

    namespace MarkUpRule {

        /** Properties of a MarkUpRule. */
        interface $Properties {

            /** MarkUpRule bidder */
            bidder?: (string|null);

            /** MarkUpRule seller */
            seller?: (string|null);

            /** MarkUpRule basisPoints */
            basisPoints?: (number|null);

            /** MarkUpRule fixed */
            fixed?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MarkUpRule. */
        type $Shape = recording.MarkUpRule.$Properties;
    }

    /**
     * Properties of a FarBidder.
     * @deprecated Use recording.FarBidder.$Properties instead.
     */
    interface IFarBidder extends recording.FarBidder.$Properties {
    }

    /** Represents a FarBidder. */
    class FarBidder {

        /**
         * Constructs a new FarBidder.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.FarBidder.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FarBidder bidder. */
        bidder: string;

        /** FarBidder roundTripMs. */
        roundTripMs: number;

        /** FarBidder budgetMs. */
        budgetMs: number;

        /**
         * Encodes the specified FarBidder message. Does not implicitly {@link recording.FarBidder.verify|verify} messages.
         * @param message FarBidder message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.FarBidder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FarBidder message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.FarBidder & recording.FarBidder.$Shape} FarBidder
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.FarBidder & recording.FarBidder.$Shape;
    }

    namespace FarBidder {

        /** Properties of a FarBidder. */
        interface $Properties {

            /** FarBidder bidder */
            bidder?: (string|null);

            /** FarBidder roundTripMs */
            roundTripMs?: (number|null);

            /** FarBidder budgetMs */
            budgetMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FarBidder. */
        type $Shape = recording.FarBidder.$Properties;
    }

    /**
     * Properties of a Hedge.
     * @deprecated Use recording.Hedge.$Properties instead.
     */
    interface IHedge extends recording.Hedge.$Properties {
    }

    /** Represents a Hedge. */
    class Hedge {

        /**
         * Constructs a new Hedge.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.Hedge.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Hedge bidder. */
        bidder: string;

        /** Hedge afterMs. */
        afterMs: number;

        /**
         * Encodes the specified Hedge message. Does not implicitly {@link recording.Hedge.verify|verify} messages.
         * @param message Hedge message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.Hedge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Hedge message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.Hedge & recording.Hedge.$Shape} Hedge
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.Hedge & recording.Hedge.$Shape;
    }

    namespace Hedge {

        /** Properties of a Hedge. */
        interface $Properties {

            /** Hedge bidder */
            bidder?: (string|null);

            /** Hedge afterMs */
            afterMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Hedge. */
        type $Shape = recording.Hedge.$Properties;
    }

    /**
     * Properties of an Expectation.
     * @deprecated Use recording.Expectation.$Properties instead.
     */
    interface IExpectation extends recording.Expectation.$Properties {
    }

    /** Represents an Expectation. */
    class Expectation {

        /**
         * Constructs a new Expectation.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.Expectation.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Expectation expected. */
        expected: string[];

        /** Expectation skipped. */
        skipped: string[];

        /** Expectation required. */
        required: string[];

        /** Expectation absent. */
        absent: string[];

        /** Expectation hedges. */
        hedges: recording.Hedge.$Properties[];

        /**
         * Encodes the specified Expectation message. Does not implicitly {@link recording.Expectation.verify|verify} messages.
         * @param message Expectation message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.Expectation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Expectation message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.Expectation & recording.Expectation.$Shape} Expectation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.Expectation & recording.Expectation.$Shape;
    }

    namespace Expectation {

        /** Properties of an Expectation. */
        interface $Properties {

            /** Expectation expected */
            expected?: (string[]|null);

            /** Expectation skipped */
            skipped?: (string[]|null);

            /** Expectation required */
            required?: (string[]|null);

            /** Expectation absent */
            absent?: (string[]|null);

            /** Expectation hedges */
            hedges?: (recording.Hedge.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Expectation. */
        type $Shape = recording.Expectation.$Properties;
    }

    /** EventKind enum. */
    enum EventKind {

        /** EVENT_KIND_UNSPECIFIED value */
        EVENT_KIND_UNSPECIFIED = 0,

        /** EVENT_KIND_BID value */
        EVENT_KIND_BID = 1,

        /** EVENT_KIND_HEDGED value */
        EVENT_KIND_HEDGED = 2,

        /** EVENT_KIND_HEDGE_LOST value */
        EVENT_KIND_HEDGE_LOST = 3,

        /** EVENT_KIND_LOST value */
        EVENT_KIND_LOST = 4,

        /** EVENT_KIND_NO_SUBSCRIBERS value */
        EVENT_KIND_NO_SUBSCRIBERS = 5,

        /** EVENT_KIND_CANCELLED value */
        EVENT_KIND_CANCELLED = 6
    }

    /**
     * Properties of an Event.
     * @deprecated Use recording.Event.$Properties instead.
     */
    interface IEvent extends recording.Event.$Properties {
    }

    /** Represents an Event. */
    class Event {

        /**
         * Constructs a new Event.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.Event.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Event kind. */
        kind: recording.EventKind;

        /** Event atUs. */
        atUs: number;

        /** Event bidder. */
        bidder: string;

        /** Event instance. */
        instance: string;

        /** Event bytes. */
        bytes: Uint8Array;

        /** Event reason. */
        reason?: (string|null);

        /**
         * Encodes the specified Event message. Does not implicitly {@link recording.Event.verify|verify} messages.
         * @param message Event message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.Event.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Event message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.Event & recording.Event.$Shape} Event
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.Event & recording.Event.$Shape;
    }

    namespace Event {

        /** Properties of an Event. */
        interface $Properties {

            /** Event kind */
            kind?: (recording.EventKind|null);

            /** Event atUs */
            atUs?: (number|null);

            /** Event bidder */
            bidder?: (string|null);

            /** Event instance */
            instance?: (string|null);

            /** Event bytes */
            bytes?: (Uint8Array|null);

            /** Event reason */
            reason?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Event. */
        type $Shape = recording.Event.$Properties;
    }

    /**
     * Properties of a Fallback.
     * @deprecated Use recording.Fallback.$Properties instead.
     */
    interface IFallback extends recording.Fallback.$Properties {
    }

    /** Represents a Fallback. */
    class Fallback {

        /**
         * Constructs a new Fallback.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.Fallback.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Fallback bidder. */
        bidder: string;

        /** Fallback ageMs. */
        ageMs: number;

        /** Fallback record. */
        record: Uint8Array;

        /**
         * Encodes the specified Fallback message. Does not implicitly {@link recording.Fallback.verify|verify} messages.
         * @param message Fallback message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.Fallback.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Fallback message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.Fallback & recording.Fallback.$Shape} Fallback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.Fallback & recording.Fallback.$Shape;
    }

    namespace Fallback {

        /** Properties of a Fallback. */
        interface $Properties {

            /** Fallback bidder */
            bidder?: (string|null);

            /** Fallback ageMs */
            ageMs?: (number|null);

            /** Fallback record */
            record?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Fallback. */
        type $Shape = recording.Fallback.$Properties;
    }

    /**
     * Properties of an Auction.
     * @deprecated Use recording.Auction.$Properties instead.
     */
    interface IAuction extends recording.Auction.$Properties {
    }

    /** Represents an Auction. */
    class Auction {

        /**
         * Constructs a new Auction.
         * @param [properties] Properties to set
         */
        constructor(properties?: recording.Auction.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Auction searchId. */
        searchId: string;

        /** Auction auctionId. */
        auctionId: string;

        /** Auction gateway. */
        gateway: string;

        /** Auction wallMs. */
        wallMs: number;

        /** Auction search. */
        search?: (flights.FlightSearchRequest.$Properties|null);

        /** Auction objective. */
        objective?: (auction.Objective.$Properties|null);

        /** Auction rates. */
        rates: number;

        /** Auction plausibility. */
        plausibility: number;

        /** Auction grace. */
        grace?: (recording.Grace.$Properties|null);

        /** Auction markUp. */
        markUp: recording.MarkUpRule.$Properties[];

        /** Auction disabledSellers. */
        disabledSellers: string[];

        /** Auction disabled. */
        disabled: string[];

        /** Auction tooFar. */
        tooFar: recording.FarBidder.$Properties[];

        /** Auction arm. */
        arm?: (string|null);

        /** Auction expectation. */
        expectation?: (recording.Expectation.$Properties|null);

        /** Auction calledAtUs. */
        calledAtUs: number;

        /** Auction events. */
        events: recording.Event.$Properties[];

        /** Auction endedBy. */
        endedBy: auction.EndedBy;

        /** Auction endedAtUs. */
        endedAtUs: number;

        /** Auction heardUntilUs. */
        heardUntilUs: number;

        /** Auction lateWanted. */
        lateWanted: boolean;

        /** Auction bidders. */
        bidders: auction.BidderReport.$Properties[];

        /** Auction result. */
        result?: (Uint8Array|null);

        /** Auction sampled. */
        sampled: boolean;

        /** Auction fallbacks. */
        fallbacks: recording.Fallback.$Properties[];

        /**
         * Encodes the specified Auction message. Does not implicitly {@link recording.Auction.verify|verify} messages.
         * @param message Auction message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: recording.Auction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Auction message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {recording.Auction & recording.Auction.$Shape} Auction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): recording.Auction & recording.Auction.$Shape;
    }

    namespace Auction {

        /** Properties of an Auction. */
        interface $Properties {

            /** Auction searchId */
            searchId?: (string|null);

            /** Auction auctionId */
            auctionId?: (string|null);

            /** Auction gateway */
            gateway?: (string|null);

            /** Auction wallMs */
            wallMs?: (number|null);

            /** Auction search */
            search?: (flights.FlightSearchRequest.$Properties|null);

            /** Auction objective */
            objective?: (auction.Objective.$Properties|null);

            /** Auction rates */
            rates?: (number|null);

            /** Auction plausibility */
            plausibility?: (number|null);

            /** Auction grace */
            grace?: (recording.Grace.$Properties|null);

            /** Auction markUp */
            markUp?: (recording.MarkUpRule.$Properties[]|null);

            /** Auction disabledSellers */
            disabledSellers?: (string[]|null);

            /** Auction disabled */
            disabled?: (string[]|null);

            /** Auction tooFar */
            tooFar?: (recording.FarBidder.$Properties[]|null);

            /** Auction arm */
            arm?: (string|null);

            /** Auction expectation */
            expectation?: (recording.Expectation.$Properties|null);

            /** Auction calledAtUs */
            calledAtUs?: (number|null);

            /** Auction events */
            events?: (recording.Event.$Properties[]|null);

            /** Auction endedBy */
            endedBy?: (auction.EndedBy|null);

            /** Auction endedAtUs */
            endedAtUs?: (number|null);

            /** Auction heardUntilUs */
            heardUntilUs?: (number|null);

            /** Auction lateWanted */
            lateWanted?: (boolean|null);

            /** Auction bidders */
            bidders?: (auction.BidderReport.$Properties[]|null);

            /** Auction result */
            result?: (Uint8Array|null);

            /** Auction sampled */
            sampled?: (boolean|null);

            /** Auction fallbacks */
            fallbacks?: (recording.Fallback.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Auction. */
        type $Shape = recording.Auction.$Properties;
    }
}

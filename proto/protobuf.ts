/**
 * protobufjs, configured to read 64-bit integers as plain numbers: the codec checks that each is a
 * safe integer, so Long objects would only cost time. The generated code imports this module,
 * because it fixes its defaults as it loads.
 */
import protobuf from "protobufjs/minimal.js";

(protobuf.util as { Long: unknown }).Long = null;
protobuf.configure();

export default protobuf;

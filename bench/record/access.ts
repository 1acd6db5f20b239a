/** The only file of this folder that imports the inside of a gateway: how records are read. */
export { readRecords } from "../../gateway/recording/read-records.ts";

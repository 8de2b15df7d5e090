package io.tidemark.kit.outbox;

/**
 * An event in the outbox.
 *
 * @param id rises with the time it was written
 * @param sequence of its stream, by which consumers know what they have seen
 */
@SuppressWarnings("ArrayRecordComponent")
record OutboxRow(long id, Stream stream, long sequence, String traceparent, byte[] payload) {

  /** Events of one topic and key, which are told in their order. */
  record Stream(String topic, String key) {}
}

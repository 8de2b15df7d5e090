/**
 * Jobs: history that was asked for.
 *
 * <p>A job is RUNNING until all its items ended, then DONE, or FAILED if one could not be done, or
 * CANCELLED. An item, one symbol of a job, is WAITING, then planned and read from the venue's
 * candles (CANDLES), from its trades (TRADES), put in order (COMPLETING), and DONE. What it reads
 * is cut into windows with a cursor each: READING until its end was read, READ until all its bars
 * are acknowledged, DONE.
 *
 * <p>A page is committed with the cursor behind it and with the bars that the ingestor has not
 * acknowledged yet, in one transaction. So a kill repeats at most the pages in flight, and loses
 * none. Bars are handed over as often as it takes: taking them twice changes nothing.
 */
@NullMarked
package io.tidemark.backfiller.job;

import org.jspecify.annotations.NullMarked;

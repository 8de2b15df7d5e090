/**
 * What a backtest leaves behind to be read: {@link io.tidemark.backtester.report.ReportData} is
 * what is told, and each format writes it.
 *
 * <ul>
 *   <li>{@link io.tidemark.backtester.report.HtmlReport}: for people; one file that opens offline
 *   <li>{@link io.tidemark.backtester.report.HtmlPage}: what such a file is made of, for others too
 *   <li>{@link io.tidemark.backtester.report.JsonReport}: for programs; everything, nothing thinned
 *   <li>{@link io.tidemark.backtester.report.CsvReport}: trades and equity for spreadsheets
 *   <li>{@link io.tidemark.backtester.report.PngReport}: the equity curve as a picture
 * </ul>
 *
 * The same data give the same bytes. Streams that are handed in are flushed and left open.
 */
@NullMarked
package io.tidemark.backtester.report;

import org.jspecify.annotations.NullMarked;

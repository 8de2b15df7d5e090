package io.tidemark.launcher.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The suite's own figures, and those of its consumers, in Prometheus' text format 0.0.4.
 *
 * @param samples in the order of the page
 */
record MetricsPage(List<Sample> samples) {

  /** Others are of the virtual machine and of libraries, and there are many of them. */
  private static final List<String> READ =
      List.of("tidemark_", "kafka_consumer_fetch_manager_records_lag", "process_start_time");

  MetricsPage {
    samples = List.copyOf(samples);
  }

  /**
   * One line.
   *
   * @param labels by name
   */
  record Sample(String name, Map<String, String> labels, double value) {

    /** The value of a label; empty if there is none. */
    String label(String label) {
      return labels.getOrDefault(label, "");
    }
  }

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException with the line, if one is not of the format
   */
  static MetricsPage parse(String text) {
    List<Sample> samples = new ArrayList<>();
    text.lines()
        .filter(line -> READ.stream().anyMatch(line::startsWith))
        .forEach(line -> samples.add(new Line(line).sample()));
    return new MetricsPage(samples);
  }

  /** Those of one name that are numbers. */
  Stream<Sample> named(String name) {
    return samples.stream()
        .filter(sample -> sample.name.equals(name) && !Double.isNaN(sample.value));
  }

  /** The highest of one name. */
  OptionalDouble highest(String name) {
    return named(name).mapToDouble(Sample::value).max();
  }

  /** The sum of one name; 0 of none. */
  double sum(String name) {
    return named(name).mapToDouble(Sample::value).sum();
  }

  /** Reads one line from its beginning to its end. */
  private static final class Line {

    private final String text;
    private int at;

    Line(String text) {
      this.text = text;
    }

    Sample sample() {
      String name = until("{ ");
      Map<String, String> labels = new TreeMap<>();
      if (next() == '{') {
        at++;
        while (next() != '}') {
          String label = until("=");
          at += 2;
          labels.put(label, value());
          if (next() == ',') {
            at++;
          }
        }
        at++;
      }
      return new Sample(name, labels, number(text.substring(at).strip().split(" ", 2)[0]));
    }

    private String until(String ends) {
      int begin = at;
      while (ends.indexOf(next()) < 0) {
        at++;
      }
      return text.substring(begin, at);
    }

    /** Between quotes, the first of which has been read. */
    private String value() {
      StringBuilder value = new StringBuilder();
      while (next() != '"') {
        char here = next();
        if (here == '\\') {
          at++;
          here = next() == 'n' ? '\n' : next();
        }
        value.append(here);
        at++;
      }
      at++;
      return value.toString();
    }

    private char next() {
      if (at >= text.length()) {
        throw wrong();
      }
      return text.charAt(at);
    }

    private double number(String number) {
      try {
        return switch (number) {
          case "+Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(number);
        };
      } catch (NumberFormatException e) {
        throw wrong();
      }
    }

    private IllegalArgumentException wrong() {
      return new IllegalArgumentException("is no line of Prometheus' format: '" + text + "'");
    }
  }
}

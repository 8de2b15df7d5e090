package io.tidemark.operator.alert;

import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.Ids;
import io.tidemark.operator.alert.Alert.Severity;
import io.tidemark.operator.alert.Alert.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an Alertmanager posts, of version 4 of its format; what is not named here is not needed.
 *
 * @param alerts at most {@value #MOST}
 */
record AlertmanagerMessage(@Nullable String version, @Nullable List<@Nullable Entry> alerts) {

  private static final String VERSION = "4";
  private static final int MOST = 1_000;
  private static final int LONGEST = 2_000;

  /**
   * One alert.
   *
   * @param status {@code firing} or {@code resolved}
   * @param fingerprint of its labels; null from Alertmanagers that do not tell it
   */
  record Entry(
      @Nullable String status,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations,
      @Nullable Instant startsAt,
      @Nullable String fingerprint) {

    boolean isFiring() {
      return "firing".equals(status);
    }

    /** What it is about: the labels that it has. */
    String cause() {
      return fingerprint == null || fingerprint.isBlank()
          ? Ids.of("labels", sorted(labels)).toString()
          : fingerprint;
    }

    Alert alert(String run) {
      String name = text(labels, "alertname", "an alert without a name");
      Instant began = startsAt == null ? Instant.EPOCH : startsAt;
      return new Alert(
          Ids.of("alert", "prometheus", run, cause(), began),
          run,
          Source.PROMETHEUS,
          severity(),
          cause(),
          "%s: %s".formatted(name, text(annotations, "summary", "no summary")),
          annotations == null ? null : shortened(annotations.get("description")),
          annotations == null ? null : shortened(annotations.get("runbook_url")),
          began);
    }

    private Severity severity() {
      return switch (text(labels, "severity", "").toLowerCase(Locale.ROOT)) {
        case "critical", "page", "error" -> Severity.CRITICAL;
        case "warning" -> Severity.WARNING;
        default -> Severity.INFO;
      };
    }
  }

  /**
   * The alerts, all of which can be told.
   *
   * @throws BadRequestException if it is of another version, or an alert lacks its status or its
   *     start
   */
  List<Entry> checked() {
    if (!VERSION.equals(version)) {
      throw new BadRequestException(
          "version must be \"%s\", the format of an Alertmanager's webhook, was '%s'"
              .formatted(VERSION, version));
    }
    if (alerts == null || alerts.size() > MOST) {
      throw new BadRequestException(
          "alerts must be a list of at most %d, had %s"
              .formatted(MOST, alerts == null ? "none" : alerts.size()));
    }
    List<Entry> checked = new ArrayList<>();
    for (int i = 0; i < alerts.size(); i++) {
      checked.add(checked(alerts.get(i), "alerts[%d]".formatted(i)));
    }
    return checked;
  }

  private static Entry checked(@Nullable Entry entry, String name) {
    if (entry == null) {
      throw new BadRequestException(name + " must be an alert, was null");
    }
    if (!entry.isFiring() && !"resolved".equals(entry.status)) {
      throw new BadRequestException(
          "%s.status must be firing or resolved, was '%s'".formatted(name, entry.status));
    }
    if (entry.startsAt == null) {
      throw new BadRequestException(name + ".startsAt is missing");
    }
    return entry;
  }

  private static SortedMap<String, String> sorted(@Nullable Map<String, String> labels) {
    return labels == null ? new TreeMap<>() : new TreeMap<>(labels);
  }

  private static String text(@Nullable Map<String, String> texts, String name, String otherwise) {
    String text = texts == null ? null : shortened(texts.get(name));
    return text == null ? otherwise : text;
  }

  /** Null for none, or one that is blank. */
  private static @Nullable String shortened(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    // What Postgres takes in no text.
    String told = text.strip().replace("\0", "");
    return told.length() > LONGEST ? told.substring(0, LONGEST) : told;
  }
}

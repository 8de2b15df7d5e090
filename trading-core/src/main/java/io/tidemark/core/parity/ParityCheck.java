package io.tidemark.core.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was recorded with what a replay gives, input by input, in memory for one input.
 * Events of an input are brought together by their subject. Not safe for use by several threads.
 *
 * @param <E> what is compared
 */
public final class ParityCheck<E> {

  private static final String ORDER = "order";

  private final Function<E, String> subject;
  private final Function<E, Record> content;
  private final EventDigest recordedDigest = new EventDigest();
  private final EventDigest replayedDigest = new EventDigest();
  private long recorded;
  private long replayed;
  private long differences;
  private @Nullable ParityDifference first;

  /**
   * @param subject what an event is about; unique among the events of one input
   * @param content what of it is compared
   */
  public ParityCheck(Function<E, String> subject, Function<E, Record> content) {
    this.subject = subject;
    this.content = content;
  }

  /**
   * Tells what led to an event.
   *
   * @param <E> what is compared
   */
  @FunctionalInterface
  public interface Causes<E> {

    /**
     * What led to an event, first cause first.
     *
     * @param event null where there is none: then what might have led to one
     */
    List<CausationLink> of(@Nullable E event);
  }

  /**
   * Compares the events of one input.
   *
   * @param causes asked at the first difference only
   * @throws IllegalArgumentException if two events of a list have one subject
   */
  public void step(List<E> before, List<E> now, Causes<E> causes) {
    Map<String, Form<E>> was = forms(before);
    Map<String, Form<E>> is = forms(now);
    List<String> common = was.keySet().stream().filter(is::containsKey).toList();
    List<String> commonNow = is.keySet().stream().filter(was::containsKey).toList();
    int index = 0;
    for (Map.Entry<String, Form<E>> one : was.entrySet()) {
      compare(index++, one.getValue(), is.get(one.getKey()), causes);
    }
    for (Map.Entry<String, Form<E>> one : is.entrySet()) {
      if (!was.containsKey(one.getKey())) {
        compare(index, null, one.getValue(), causes);
      }
    }
    for (int i = 0; i < common.size(); i++) {
      if (!common.get(i).equals(commonNow.get(i))) {
        inOtherOrder(i, was.get(common.get(i)), is.get(commonNow.get(i)), causes);
        break;
      }
    }
    was.values().forEach(form -> recordedDigest.add(form.canonical));
    is.values().forEach(form -> replayedDigest.add(form.canonical));
    recorded += was.size();
    replayed += is.size();
  }

  /** An event with the form it is compared in. */
  private record Form<E>(E event, CanonicalEvent canonical) {}

  private Map<String, Form<E>> forms(List<E> events) {
    Map<String, Form<E>> forms = new LinkedHashMap<>();
    for (E event : events) {
      String name = subject.apply(event);
      Form<E> form = new Form<>(event, CanonicalEvent.of(name, content.apply(event)));
      if (forms.put(name, form) != null) {
        throw new IllegalArgumentException(
            "the events of one input must have subjects of their own, was twice: " + name);
      }
    }
    return forms;
  }

  private void compare(int index, @Nullable Form<E> was, @Nullable Form<E> is, Causes<E> causes) {
    List<FieldDifference> fields = fields(was, is);
    if (!fields.isEmpty()) {
      differs(index, was, is, fields, causes);
    }
  }

  private void inOtherOrder(
      int index, @Nullable Form<E> was, @Nullable Form<E> is, Causes<E> causes) {
    differs(index, was, is, List.of(new FieldDifference(ORDER, subject(was), subject(is))), causes);
  }

  private void differs(
      int index,
      @Nullable Form<E> was,
      @Nullable Form<E> is,
      List<FieldDifference> fields,
      Causes<E> causes) {
    differences++;
    if (first == null) {
      String about = was == null ? subject(is) : subject(was);
      first =
          new ParityDifference(
              recorded + index,
              about == null ? "" : about,
              text(was),
              text(is),
              fields,
              causes.of(was == null ? null : was.event),
              causes.of(is == null ? null : is.event));
    }
  }

  private static <E> @Nullable String subject(@Nullable Form<E> form) {
    return form == null ? null : form.canonical.subject();
  }

  private static <E> @Nullable String text(@Nullable Form<E> form) {
    return form == null ? null : form.canonical.text();
  }

  private static <E> List<FieldDifference> fields(@Nullable Form<E> was, @Nullable Form<E> is) {
    Map<String, String> before = was == null ? Map.of() : was.canonical.fields();
    Map<String, String> now = is == null ? Map.of() : is.canonical.fields();
    SortedSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    List<FieldDifference> different = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(before.get(name), now.get(name))) {
        different.add(new FieldDifference(name, before.get(name), now.get(name)));
      }
    }
    return different;
  }

  /** What came of all inputs; nothing can be compared any more. */
  public ParityResult result() {
    return new ParityResult(
        recorded,
        replayed,
        recordedDigest.hex(),
        replayedDigest.hex(),
        differences,
        Optional.ofNullable(first));
  }
}

package io.tidemark.core.engine;

import io.tidemark.model.OrderStatus;
import java.util.EnumMap;
import java.util.Map;

/**
 * The life of an order as one table: a row for each kind of input, a column for each status.
 *
 * <p>A cell names the next status, or {@code =} for a status that stays while the input is acted
 * on, {@code -} for an input that is ignored, {@code !} for one that contradicts what is certain.
 *
 * <pre>
 * DENIED      fails a check here            WORKING    the venue: open
 * STARTED     is to be sent now             FILL_PART  a fill, more to come
 * CANCEL      a cancel is asked for         FILL_LAST  the fill that completes it
 * ACCEPTED    the venue took it             CANCELLED, EXPIRED, REJECTED
 * REFUSED     the venue refused it                     the venue: ended so
 * AMBIGUOUS   no telling                    ABSENT     proven not to be there
 * RESTARTED   our process started again     UNPROVEN   past its deadline, absence not proven
 * </pre>
 *
 * <pre>
 *            INT DEN SUB UNK ACC PAR CPE FIL CAN EXP REJ
 * DENIED     DEN -   -   -   -   -   -   -   -   -   -
 * STARTED    SUB -   -   -   -   -   -   -   -   -   -
 * CANCEL     CAN -   =   =   CPE CPE -   -   -   -   -
 * ACCEPTED   !   !   ACC ACC =   =   =   =   =   !   !
 * REFUSED    !   !   REJ REJ !   !   !   !   -   -   -
 * AMBIGUOUS  !   !   UNK -   -   -   -   -   -   -   -
 * RESTARTED  =   -   UNK =   =   =   =   -   -   -   -
 * WORKING    !   !   ACC ACC =   =   =   -   -   !   !
 * FILL_PART  !   !   PAR PAR PAR =   =   =   =   =   =
 * FILL_LAST  !   !   FIL FIL FIL FIL FIL =   =   =   =
 * CANCELLED  !   !   CAN CAN CAN CAN CAN -   =   =   =
 * EXPIRED    !   !   EXP EXP EXP EXP EXP -   =   =   =
 * REJECTED   !   !   REJ REJ REJ REJ REJ -   =   =   =
 * ABSENT     -   -   -   EXP -   -   -   -   -   -   -
 * UNPROVEN   -   -   -   =   -   -   -   -   -   -   -
 * </pre>
 *
 * A fill after the end is acted on: the status stays, the fill is told. That the venue has taken or
 * works an order is old news once the venue itself has ended it, and is not looked up.
 */
public final class OrderLifecycle {

  /** The table of the class comment; what the code does is read from here. */
  static final String TABLE =
      """
                 INT DEN SUB UNK ACC PAR CPE FIL CAN EXP REJ
      DENIED     DEN -   -   -   -   -   -   -   -   -   -
      STARTED    SUB -   -   -   -   -   -   -   -   -   -
      CANCEL     CAN -   =   =   CPE CPE -   -   -   -   -
      ACCEPTED   !   !   ACC ACC =   =   =   =   =   !   !
      REFUSED    !   !   REJ REJ !   !   !   !   -   -   -
      AMBIGUOUS  !   !   UNK -   -   -   -   -   -   -   -
      RESTARTED  =   -   UNK =   =   =   =   -   -   -   -
      WORKING    !   !   ACC ACC =   =   =   -   -   !   !
      FILL_PART  !   !   PAR PAR PAR =   =   =   =   =   =
      FILL_LAST  !   !   FIL FIL FIL FIL FIL =   =   =   =
      CANCELLED  !   !   CAN CAN CAN CAN CAN -   =   =   =
      EXPIRED    !   !   EXP EXP EXP EXP EXP -   =   =   =
      REJECTED   !   !   REJ REJ REJ REJ REJ -   =   =   =
      ABSENT     -   -   -   EXP -   -   -   -   -   -   -
      UNPROVEN   -   -   -   =   -   -   -   -   -   -   -
      """;

  private static final Map<Input, Map<OrderStatus, Transition>> TRANSITIONS = parse();

  private OrderLifecycle() {}

  /** A kind of input, a row of the table. */
  public enum Input {
    DENIED,
    STARTED,
    CANCEL,
    ACCEPTED,
    REFUSED,
    AMBIGUOUS,
    RESTARTED,
    WORKING,
    FILL_PART,
    FILL_LAST,
    CANCELLED,
    EXPIRED,
    REJECTED,
    ABSENT,
    UNPROVEN
  }

  /** A cell of the table. */
  public sealed interface Transition {

    /** The input is acted on; {@code status} is the next one, perhaps the same. */
    record Move(OrderStatus status) implements Transition {}

    /** The input tells nothing new. */
    record Ignore() implements Transition {}

    /** The input contradicts what is certain. */
    record Violate() implements Transition {}
  }

  /** What an input does to an order in a status. */
  public static Transition next(OrderStatus status, Input input) {
    Transition transition = TRANSITIONS.getOrDefault(input, Map.of()).get(status);
    if (transition == null) {
      throw new IllegalStateException(
          "the table has no cell for %s in %s".formatted(input, status));
    }
    return transition;
  }

  private static Map<Input, Map<OrderStatus, Transition>> parse() {
    String[] lines = TABLE.split("\n");
    String[] columns = lines[0].strip().split("\\s+");
    Map<Input, Map<OrderStatus, Transition>> table = new EnumMap<>(Input.class);
    for (int row = 1; row < lines.length; row++) {
      String[] cells = lines[row].strip().split("\\s+");
      Map<OrderStatus, Transition> byStatus = new EnumMap<>(OrderStatus.class);
      for (int column = 0; column < columns.length; column++) {
        OrderStatus status = status(columns[column]);
        byStatus.put(status, cell(status, cells[column + 1]));
      }
      table.put(Input.valueOf(cells[0]), byStatus);
    }
    return table;
  }

  private static Transition cell(OrderStatus status, String text) {
    return switch (text) {
      case "=" -> new Transition.Move(status);
      case "-" -> new Transition.Ignore();
      case "!" -> new Transition.Violate();
      default -> new Transition.Move(status(text));
    };
  }

  private static OrderStatus status(String abbreviation) {
    return switch (abbreviation) {
      case "INT" -> OrderStatus.INTENDED;
      case "DEN" -> OrderStatus.DENIED;
      case "SUB" -> OrderStatus.SUBMITTING;
      case "UNK" -> OrderStatus.UNKNOWN;
      case "ACC" -> OrderStatus.ACCEPTED;
      case "PAR" -> OrderStatus.PARTIALLY_FILLED;
      case "CPE" -> OrderStatus.CANCEL_PENDING;
      case "FIL" -> OrderStatus.FILLED;
      case "CAN" -> OrderStatus.CANCELLED;
      case "EXP" -> OrderStatus.EXPIRED;
      case "REJ" -> OrderStatus.REJECTED;
      default -> throw new IllegalStateException("the table names no status " + abbreviation);
    };
  }
}

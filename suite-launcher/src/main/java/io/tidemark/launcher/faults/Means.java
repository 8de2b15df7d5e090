package io.tidemark.launcher.faults;

import java.util.List;

/** How a fault hits its victim. */
enum Means {
  /** It is killed with SIGKILL, and started anew. */
  KILL("killed"),
  /** It stands still with all its connections, and goes on. */
  PAUSE("paused"),
  /** It is stopped in order and started anew, as when it is upgraded. */
  RESTART("restarted"),
  /** What goes to it and comes from it takes long. */
  DELAYED_LINK("behind a delayed link"),
  /** Little goes to it and comes from it at a time. */
  SLOW_LINK("behind a slow link"),
  /** Some of what goes to it and comes from it is lost and sent again. */
  LOSSY_LINK("behind a lossy link"),
  /** Every connection to it is broken, and none can be made. */
  CUT_LINK("cut off"),
  /** Connections to it stay, and nothing arrives on either side. */
  HALF_OPEN_LINK("behind a half-open link"),
  /** It cannot write to its disk any more. */
  FULL_DISK("out of disk space"),
  /** It has no connection left to give, and those it gave are taken away. */
  NO_CONNECTIONS("out of connections"),
  /** Its clock is ahead of the venue's, and is set right. */
  CLOCK_AHEAD("with its clock ahead"),
  /** Its clock is behind the venue's, and is set right. */
  CLOCK_BEHIND("with its clock behind");

  /** Means that any process can be hit by. */
  static final List<Means> OF_PROCESSES = List.of(KILL, PAUSE, RESTART);

  /** Means that a server can be hit by on the way to it. */
  static final List<Means> OF_LINKS =
      List.of(DELAYED_LINK, SLOW_LINK, LOSSY_LINK, CUT_LINK, HALF_OPEN_LINK);

  /** Means that a service can be hit by. */
  static final List<Means> OF_CLOCKS = List.of(CLOCK_AHEAD, CLOCK_BEHIND);

  private final String words;

  Means(String words) {
    this.words = words;
  }

  /** In reports, after the victim's name. */
  String words() {
    return words;
  }
}

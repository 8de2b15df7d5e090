package io.tidemark.kit.configuration;

/** Is told of configurations that take the place of others. */
@FunctionalInterface
public interface ConfigurationListener {

  /**
   * A valid configuration has taken the place of another. Called on the watch's thread, for one
   * change after the other; what takes long belongs elsewhere.
   *
   * @param before the one in use until now
   * @param after the one in use from now on
   */
  void changed(ConfigurationEdition before, ConfigurationEdition after);
}

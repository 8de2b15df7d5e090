package io.tidemark.ml.registry;

import io.tidemark.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** A process that registers or promotes a model and is dead before it has told anybody. */
final class KilledRegistry {

  /** When it dies. */
  enum Moment {
    /** The model's files are in the store, and no row names them. */
    REGISTERING_AFTER_THE_FILES,
    /** The promotion's rows and events are written and not committed. */
    PROMOTING_BEFORE_THE_COMMIT,
    /** The promotion is committed and its events are not published. */
    PROMOTING_AFTER_THE_COMMIT
  }

  private static final int KILLED = 137;

  private KilledRegistry() {}

  /** Runs the process until it is dead. */
  static void run(Moment moment, TestDatabase database, Path models, Path trained, String name)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledRegistry.class.getName(),
                moment.name(),
                database.jdbcUrl(),
                database.username(),
                database.password(),
                models.toString(),
                trained.toString(),
                name)
            .redirectErrorStream(true)
            .redirectOutput(new File(trained.toFile().getParentFile(), moment + ".log"))
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != KILLED) {
      process.destroyForcibly();
      throw new IllegalStateException("the process was not killed where it should have been");
    }
  }

  /** Dies at the moment it is told. */
  public static void main(String[] arguments) {
    Moment moment = Moment.valueOf(arguments[0]);
    RegistryDatabase database = new RegistryDatabase(arguments[1], arguments[2], arguments[3]);
    ModelStore store = new FolderStore(Path.of(arguments[4]));
    Path trained = Path.of(arguments[5]);
    ModelVersion version = SampleModels.version(arguments[6], trained);
    switch (moment) {
      case REGISTERING_AFTER_THE_FILES ->
          database.registry(new DeadlyStore(store)).register(version, trained);
      case PROMOTING_BEFORE_THE_COMMIT ->
          database
              .registry(
                  store,
                  new TransactionTemplate(
                      new DeadlyTransactions(
                          Objects.requireNonNull(database.jdbc().getDataSource()))))
              .promote(version.id());
      case PROMOTING_AFTER_THE_COMMIT -> {
        database.registry(store).promote(version.id());
        die();
      }
    }
  }

  private static void die() {
    Runtime.getRuntime().halt(KILLED);
  }

  private record DeadlyStore(ModelStore store) implements ModelStore {

    @Override
    public void put(ModelFiles files, Path folder) {
      store.put(files, folder);
      die();
    }

    @Override
    public Path open(ModelFiles files) {
      return store.open(files);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** Dies when all has been sent to the database and is to be committed. */
  private static final class DeadlyTransactions extends DataSourceTransactionManager {

    DeadlyTransactions(DataSource source) {
      super(source);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      die();
    }
  }
}

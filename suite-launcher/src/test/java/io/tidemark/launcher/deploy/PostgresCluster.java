package io.tidemark.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of this system's package, whose programs are all there, on loopback. */
final class PostgresCluster implements AutoCloseable {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String SUPERUSER = "postgres";

  private final Path programs;
  private final Path folder;
  private final int port;

  private PostgresCluster(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts one with an empty database {@code tidemark}. Where the package is not installed, the
   * test is skipped with a message, except on a build server, where it fails.
   */
  static PostgresCluster start() throws IOException, InterruptedException {
    Optional<Path> programs = newest();
    String what = "the package postgresql with its server and client, which comes with .ci/run";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(programs).as(what).isPresent();
    }
    assumeThat(programs).as(what).isPresent();
    // Under the system's own folder, which the server's user can enter.
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "tidemark-postgres");
    int port = freePort();
    PostgresCluster cluster = new PostgresCluster(programs.orElseThrow(), folder, port);
    try {
      cluster.begin();
      return cluster;
    } catch (IOException | InterruptedException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private void begin() throws IOException, InterruptedException {
    if (isRoot()) {
      succeed(Map.of(), Path.of("/usr/bin/chown"), SUPERUSER, folder.toString());
    }
    asServer("initdb", "-D", data(), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C");
    asServer(
        "pg_ctl",
        "-D",
        data(),
        "-l",
        folder.resolve("log").toString(),
        "-w",
        "-o",
        "-c port=%d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
            .formatted(port),
        "start");
    sql("postgres", "create database tidemark");
  }

  /** What programs of Postgres, and the scripts of this repository, find it by. */
  Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    variables.put("PGHOST", "127.0.0.1");
    variables.put("PGPORT", Integer.toString(port));
    variables.put("PGUSER", SUPERUSER);
    variables.put("PGDATABASE", "tidemark");
    variables.put("PATH", programs + ":" + System.getenv("PATH"));
    return variables;
  }

  /** What a statement answers in database {@code tidemark}, as plain lines. */
  String sql(String statement) throws IOException, InterruptedException {
    return sql("tidemark", statement);
  }

  private String sql(String database, String statement) throws IOException, InterruptedException {
    return succeed(
            environment(),
            programs.resolve("psql"),
            "-X",
            "-At",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            database,
            "-c",
            statement)
        .strip();
  }

  /** How psql ends, as a role. */
  Program as(String role, String statement) throws IOException, InterruptedException {
    Map<String, String> variables = environment();
    variables.put("PGUSER", role);
    return Program.run(
        variables, programs.resolve("psql"), "-X", "-At", "-v", "ON_ERROR_STOP=1", "-c", statement);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (Files.exists(folder.resolve("data/postmaster.pid"))) {
      asServer("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The server refuses to run as root. */
  private void asServer(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("-u", SUPERUSER, "--", programs.resolve(program).toString()));
    }
    command.addAll(List.of(arguments));
    succeed(
        Map.of(),
        isRoot() ? Path.of("/usr/sbin/runuser") : programs.resolve(program),
        command.toArray(String[]::new));
  }

  private static String succeed(Map<String, String> variables, Path program, String... arguments)
      throws IOException, InterruptedException {
    Program ended = Program.run(variables, program, arguments);
    assertThat(ended.status()).as(ended.said()).isZero();
    return ended.said();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Optional<Path> newest() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .filter(bin -> Files.isExecutable(bin.resolve("pg_dump")))
          .max(Comparator.comparingInt(bin -> Integer.parseInt("" + bin.getName(3))));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }
}

package io.tidemark.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.service.TidemarkService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles of a deployment's database, and its backups, against a real PostgreSQL. */
class DatabaseIT {

  private static final Path BACKUP = ComposeFile.ROOT.resolve("deploy/backup");
  private static final Path RESTORE = ComposeFile.ROOT.resolve("deploy/restore");

  @TempDir private Path folder;

  private PostgresCluster postgres;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    postgres = PostgresCluster.start();
    makeRoles();
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private void makeRoles() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-X", "-q", "-v", "ON_ERROR_STOP=1", "-f"));
    arguments.add(ComposeFile.ROOT.resolve("config/postgres/service-roles.sql").toString());
    for (TidemarkService service : TidemarkService.values()) {
      arguments.addAll(List.of("-v", role(service) + "_password=it's " + service));
    }
    arguments.addAll(List.of("-v", "tidemark_grafana_password=looks"));
    Program made =
        Program.run(
            postgres.environment(), Path.of("/usr/bin/psql"), arguments.toArray(String[]::new));
    assertThat(made.status()).as(made.said()).isZero();
  }

  private static String role(TidemarkService service) {
    return service.serviceName().replace('-', '_');
  }

  /** Rows of a service's own, with an instant and a number that have more than one form. */
  private void fill(TidemarkService service) throws IOException, InterruptedException {
    Program filled =
        postgres.as(
            role(service),
            """
            create table %1$s.kept (id bigint generated always as identity, at timestamptz, amount numeric, ratio float8);
            insert into %1$s.kept (at, amount, ratio) select now(), n / 3.0, n / 7.0 from generate_series(1, 100) n
            """
                .formatted(service.schema()));
    assertThat(filled.status()).as(filled.said()).isZero();
  }

  @Test
  void letsARoleDoAllInItsOwnSchemaAndNothingElsewhere() throws Exception {
    for (TidemarkService service : TidemarkService.values()) {
      fill(service);
    }
    for (TidemarkService service : TidemarkService.values()) {
      for (TidemarkService other : TidemarkService.values()) {
        Program read =
            postgres.as(role(service), "select 1 from %s.kept".formatted(other.schema()));
        assertThat(read.status() == 0)
            .as("%s reads %s", service, other)
            .isEqualTo(service == other);
      }
      assertThat(postgres.as(role(service), "create schema elsewhere").said())
          .contains("permission denied");
      assertThat(postgres.as(role(service), "create table public.elsewhere (n int)").said())
          .contains("permission denied");
    }
  }

  @Test
  void letsGrafanaReadAllAndChangeNothing() throws Exception {
    fill(TidemarkService.POSITION);

    assertThat(postgres.as("tidemark_grafana", "select count(*) from positions.kept").said())
        .isEqualTo("100\n");
    assertThat(postgres.as("tidemark_grafana", "delete from positions.kept").status()).isNotZero();
  }

  @Test
  void takesOverWhatOneRoleForAllHadMade() throws Exception {
    postgres.sql(
        """
        create table scanner.old (id bigserial, n int);
        create function scanner.twice(n int) returns int language sql as 'select n * 2'
        """);
    makeRoles();

    assertThat(
            postgres.as(
                "scanner_service",
                "insert into scanner.old (n) values (1); alter table scanner.old add m int; drop function scanner.twice"))
        .satisfies(done -> assertThat(done.status()).as(done.said()).isZero());
  }

  @Test
  void putsBackWhatItSaved() throws Exception {
    fill(TidemarkService.POSITION);
    fill(TidemarkService.EXECUTION);
    Path saved = folder.resolve("saved");

    Program backup = Program.run(postgres.environment(), BACKUP, saved.toString());
    assertThat(backup.status()).as(backup.said()).isZero();
    assertThat(backup.said()).contains("2 tables, 200 rows");
    String before =
        postgres.sql("select md5(string_agg(k::text, '' order by id)) from positions.kept k");
    postgres.sql(
        "update positions.kept set amount = 0; drop table execution.kept; create table scanner.new (n int)");

    Program restore = Program.run(postgres.environment(), RESTORE, "--replace", saved.toString());
    assertThat(restore.status()).as(restore.said()).isZero();
    assertThat(restore.said()).contains("tidemark: 2 tables, 200 rows, as in the backup");
    assertThat(
            postgres.sql("select md5(string_agg(k::text, '' order by id)) from positions.kept k"))
        .isEqualTo(before);
    // The role still owns its own, and new numbers go on.
    Program own =
        postgres.as(
            "execution_service", "insert into execution.kept (amount) values (1) returning id");
    assertThat(own.said()).startsWith("101");
    assertThat(postgres.as("tidemark_grafana", "select count(*) from positions.kept").said())
        .isEqualTo("100\n");
    assertThat(postgres.sql("select to_regclass('scanner.new') is null")).isEqualTo("t");
  }

  @Test
  void overwritesNothingUnlessTold() throws Exception {
    fill(TidemarkService.POSITION);
    Path saved = folder.resolve("saved");
    Program.run(postgres.environment(), BACKUP, saved.toString());
    postgres.sql("delete from positions.kept where id > 10");

    Program refused = Program.run(postgres.environment(), RESTORE, saved.toString());
    assertThat(refused.status()).isNotZero();
    assertThat(refused.said()).contains("has 1 tables; --replace gives up its content");
    assertThat(postgres.sql("select count(*) from positions.kept")).isEqualTo("10");
    assertThat(Program.run(postgres.environment(), BACKUP, saved.toString()).said())
        .contains("is there already");
  }

  @Test
  void restoresNothingFromADamagedBackup() throws Exception {
    fill(TidemarkService.POSITION);
    Path saved = folder.resolve("saved");
    Program.run(postgres.environment(), BACKUP, saved.toString());
    Files.writeString(saved.resolve("database"), "x", StandardOpenOption.APPEND);

    Program refused = Program.run(postgres.environment(), RESTORE, "--replace", saved.toString());
    assertThat(refused.status()).isNotZero();
    assertThat(refused.said()).contains("is damaged");
    assertThat(postgres.sql("select count(*) from positions.kept")).isEqualTo("100");
  }

  @Test
  void restoresNothingWhileServicesUseIt() throws Exception {
    fill(TidemarkService.POSITION);
    Path saved = folder.resolve("saved");
    Program.run(postgres.environment(), BACKUP, saved.toString());
    ProcessBuilder service =
        new ProcessBuilder("/usr/bin/psql", "-X", "-q", "-c", "select pg_sleep(60)")
            .redirectErrorStream(true);
    service.environment().putAll(postgres.environment());
    service.environment().put("PGUSER", "position_service");
    service.environment().put("PGAPPNAME", "position-service");
    Process using = service.start();
    try {
      await()
          .until(
              () ->
                  postgres
                      .sql(
                          "select count(*) from pg_stat_activity where usename = 'position_service'")
                      .equals("1"));

      Program refused = Program.run(postgres.environment(), RESTORE, "--replace", saved.toString());
      assertThat(refused.status()).isNotZero();
      assertThat(refused.said()).contains("position-service still use database tidemark");
    } finally {
      using.destroy();
      using.waitFor();
    }
  }
}

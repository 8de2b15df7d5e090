package io.tidemark.benchmarks.store;

import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.data.jpa.repository.support.SimpleJpaRepository;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/** Bars stored with {@code saveAll}: as it comes, or set up as well as it allows. */
final class JpaStore implements AutoCloseable {

  private static final int TRANSACTION = 5_000;

  private final EntityManagerFactory factory;
  private final SimpleJpaRepository<CandleEntity, CandleEntity.Key> repository;
  private final TransactionTemplate transactions;
  private final boolean tuned;

  /** Each row is looked for before it is written, so that it may be there already. */
  static JpaStore asItComes(DataSource source) {
    return new JpaStore(source, false);
  }

  /** In batches, of rows that are known not to be there: a repeat would fail. */
  static JpaStore tuned(DataSource source) {
    return new JpaStore(source, true);
  }

  private JpaStore(DataSource source, boolean tuned) {
    this.tuned = tuned;
    LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
    bean.setDataSource(source);
    bean.setManagedTypes(PersistenceManagedTypes.of(CandleEntity.class.getName()));
    bean.setPersistenceUnitName("market-data");
    bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    bean.setJpaPropertyMap(
        Map.of(
            "hibernate.jdbc.batch_size", tuned ? "50" : "0",
            "hibernate.order_inserts", tuned ? "true" : "false",
            "hibernate.jdbc.time_zone", "UTC"));
    bean.afterPropertiesSet();
    factory = Objects.requireNonNull(bean.getObject());
    EntityManager entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    repository = new SimpleJpaRepository<>(CandleEntity.class, entities);
    transactions = new TransactionTemplate(new JpaTransactionManager(factory));
  }

  void store(InstrumentId instrument, List<Bar> bars) {
    for (int from = 0; from < bars.size(); from += TRANSACTION) {
      List<CandleEntity> part =
          bars.subList(from, Math.min(bars.size(), from + TRANSACTION)).stream()
              .map(bar -> new CandleEntity(instrument, bar, !tuned))
              .toList();
      transactions.executeWithoutResult(status -> repository.saveAll(part));
    }
  }

  @Override
  public void close() {
    factory.close();
  }
}

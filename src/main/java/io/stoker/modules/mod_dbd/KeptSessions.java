package io.stoker.modules.mod_dbd;

import java.time.Duration;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.EvictionConfig;
import org.apache.commons.pool2.impl.EvictionPolicy;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * DBDPersist On: connections that are used again, the latest first. DBDMin of them wait for work
 * from the beginning; of those that nobody has wanted for DBDExptime all but DBDKeep are closed.
 */
final class KeptSessions implements Sessions {

  /** How often it is looked whether one is to be closed. */
  private static final Duration ROUND = Duration.ofSeconds(30);

  private static final Duration SHORTEST_ROUND = Duration.ofSeconds(1);

  private final DbdSource source;
  private final GenericObjectPool<Session> pool;

  /** Makes and ends sessions. */
  private static final class Factory extends BasePooledObjectFactory<Session> {
    private final DbdSource source;

    Factory(DbdSource source) {
      this.source = source;
    }

    @Override
    public Session create() throws OpenException {
      return Session.open(source);
    }

    @Override
    public PooledObject<Session> wrap(Session session) {
      return new DefaultPooledObject<>(session);
    }

    @Override
    public boolean validateObject(PooledObject<Session> pooled) {
      return pooled.getObject().isGood();
    }

    @Override
    public void destroyObject(PooledObject<Session> pooled) {
      pooled.getObject().close();
    }
  }

  /** httpd's: DBDKeep of those that are not in use stay. */
  private record MoreThan(int keep) implements EvictionPolicy<Session> {
    @Override
    public boolean evict(EvictionConfig config, PooledObject<Session> session, int idle) {
      return idle > keep && session.getIdleDuration().compareTo(config.getIdleEvictDuration()) >= 0;
    }
  }

  KeptSessions(DbdSource source) {
    this.source = source;
    GenericObjectPoolConfig<Session> config = new GenericObjectPoolConfig<>();
    config.setJmxEnabled(false);
    config.setMinIdle(source.min());
    config.setMaxIdle(source.max());
    config.setMaxTotal(source.max());
    config.setMaxWait(source.patience());
    config.setTestOnBorrow(true);
    config.setNumTestsPerEvictionRun(-1);
    boolean expires = source.exptime().isPositive();
    config.setMinEvictableIdleDuration(expires ? source.exptime() : Duration.ofSeconds(-1));
    config.setEvictionPolicy(new MoreThan(expires ? source.keep() : source.max()));
    config.setTimeBetweenEvictionRuns(round(source.exptime()));
    this.pool = new GenericObjectPool<>(new Factory(source), config);
  }

  private static Duration round(Duration exptime) {
    if (!exptime.isPositive() || exptime.compareTo(ROUND) > 0) {
      return ROUND;
    }
    return exptime.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : exptime;
  }

  @Override
  public Session take() throws OpenException {
    try {
      return pool.borrowObject();
    } catch (OpenException e) {
      throw e;
    } catch (Exception e) {
      throw OpenException.connecting(source.driver(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void giveBack(Session session) {
    pool.returnObject(session);
  }

  @Override
  public void fill() throws OpenException {
    try {
      while (pool.getNumIdle() < source.min()) {
        pool.addObject();
      }
    } catch (OpenException e) {
      throw e;
    } catch (Exception e) {
      throw OpenException.connecting(source.driver(), String.valueOf(e.getMessage()));
    }
  }

  /** Connections that nobody uses. */
  int idle() {
    return pool.getNumIdle();
  }

  /** Connections that are in use. */
  int active() {
    return pool.getNumActive();
  }

  /** Does what is due; for tests, which do not wait for the time. */
  void maintain() throws Exception {
    pool.evict();
  }

  @Override
  public void close() {
    pool.close();
  }
}

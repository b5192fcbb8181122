package io.stoker.config;

import io.stoker.bench.BenchSite;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading a configuration: from the file to what is served. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LoadBench {

  @Param({"1", "1000"})
  public int virtualHosts;

  private LoadRequest request;

  @Setup
  public void write() throws IOException {
    request =
        BenchSite.prepared(
            IntStream.range(0, virtualHosts)
                .mapToObj(
                    i ->
                        """
                        <VirtualHost 127.0.0.1:80>
                          ServerName host%d.example
                          DocumentRoot {root}
                          <Directory {root}>
                            Options Indexes
                          </Directory>
                        </VirtualHost>\
                        """
                            .formatted(i))
                .collect(Collectors.joining("\n")));
  }

  /** Parser, directive tables, merging, checks. */
  @Benchmark
  public Snapshot load() {
    return ConfigLoader.load(request).orThrow();
  }
}

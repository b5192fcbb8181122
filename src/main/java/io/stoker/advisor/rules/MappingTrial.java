package io.stoker.advisor.rules;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Maps and reads one small file on all processors at once, and compares the times. The file is the
 * size of a page of a site, which is what mapping costs most for.
 */
final class MappingTrial {

  private static final int SIZE = 64 * 1024;
  private static final int ROUNDS = 200;

  private MappingTrial() {}

  /** How long mapping takes where reading takes 1; 0 where no file can be made. */
  static double ratio() {
    try {
      Path file = Files.createTempFile("stoker-", ".trial");
      try {
        Files.write(file, new byte[SIZE]);
        long mapped = Long.MAX_VALUE;
        long read = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
          mapped = Math.min(mapped, onAllProcessors(() -> map(file)));
          read = Math.min(read, onAllProcessors(() -> read(file)));
        }
        return (double) mapped / read;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return 0;
    }
  }

  private static long onAllProcessors(Callable<Long> work) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      long start = System.nanoTime();
      List<Future<Long>> all =
          IntStream.range(0, threads).mapToObj(i -> pool.submit(work)).toList();
      for (Future<Long> one : all) {
        one.get();
      }
      return System.nanoTime() - start;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException(e);
    }
  }

  private static long map(Path file) throws IOException {
    long sum = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int i = 0; i < ROUNDS; i++) {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE, arena);
          sum += sum(all.asByteBuffer());
        }
      }
    }
    return sum;
  }

  private static long read(Path file) throws IOException {
    long sum = 0;
    ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int i = 0; i < ROUNDS; i++) {
        buffer.clear();
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {
          // Until it has all of it.
        }
        buffer.flip();
        sum += sum(buffer);
      }
    }
    return sum;
  }

  /** Touches each page once. */
  private static long sum(ByteBuffer content) {
    long sum = 0;
    for (int at = 0; at < content.limit(); at += 4096) {
      sum += content.get(at);
    }
    return sum;
  }
}

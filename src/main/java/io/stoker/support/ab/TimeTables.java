package io.stoker.support.ab;

import io.stoker.files.ByteNames;
import io.stoker.support.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** All times in files, for other programs (-g, -e). */
final class TimeTables {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.ROOT);

  private TimeTables() {}

  /** One line a request, the fastest first. */
  static void gnuplot(String file, Tally tally) throws Failure {
    Tally.Sample[] samples = tally.samples();
    Arrays.sort(samples, Comparator.comparingLong(Tally.Sample::total));
    StringBuilder text = new StringBuilder("starttime\tseconds\tctime\tdtime\tttime\twait\n");
    for (Tally.Sample sample : samples) {
      long seconds = sample.startMicros() / 1_000_000;
      String started = TIME.format(Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault()));
      text.append(started).append('\t').append(seconds);
      for (long micros :
          new long[] {sample.connect(), sample.processing(), sample.total(), sample.waiting()}) {
        text.append('\t').append(Spread.millis(micros));
      }
      text.append('\n');
    }
    write(file, text, "Cannot open gnuplot output file");
  }

  /** One line a percent. */
  static void csv(String file, Tally tally) throws Failure {
    Spread total = Spread.of(tally.samples(), Tally.Sample::total);
    StringBuilder text = new StringBuilder("Percentage served,Time in ms\n");
    for (int percent = 0; percent < 100; percent++) {
      text.append(
          String.format(Locale.ROOT, "%d,%.3f%n", percent, total.percentile(percent) / 1000.0));
    }
    write(file, text, "Cannot open CSV output file");
  }

  private static void write(String file, StringBuilder text, String otherwise) throws Failure {
    Path path = ByteNames.toPath(file);
    try {
      if (path != null) {
        Files.writeString(path, text, StandardCharsets.ISO_8859_1);
        return;
      }
    } catch (IOException e) {
      throw new Failure(1, otherwise + ": " + e.getMessage());
    }
    throw new Failure(1, otherwise);
  }
}

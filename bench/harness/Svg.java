package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Plots: grouped bars, and lines over amounts. Readable on light and dark backgrounds. */
final class Svg {

  /** Values of one server; NaN where it has none. */
  record Series(String name, List<Double> values) {}

  private static final List<String> COLOURS =
      List.of(
          "#d9480f", "#1971c2", "#2f9e44", "#74b816", "#9c36b5", "#868e96", "#e8590c", "#0c8599");
  private static final int LEFT = 190;
  private static final int WIDTH = 560;

  private final StringBuilder text = new StringBuilder();

  private Svg() {}

  /** Horizontal bars, one group below the other. */
  static void bars(Path file, String title, List<String> groups, List<Series> series)
      throws IOException {
    Svg svg = new Svg();
    double most = most(series);
    int y = svg.head(title, series);
    for (int g = 0; g < groups.size(); g++) {
      int middle = y + series.size() * 7;
      svg.label(LEFT - 8, middle + 4, "end", groups.get(g));
      for (int s = 0; s < series.size(); s++) {
        double value = series.get(s).values().get(g);
        if (!Double.isNaN(value)) {
          double length = Math.max(1, value / most * (WIDTH - 60));
          svg.add(
              "<rect x='%d' y='%d' width='%.1f' height='12' fill='%s'/>%n",
              LEFT, y, length, colour(s));
          svg.label(LEFT + (int) length + 4, y + 10, "start", number(value));
        }
        y += 14;
      }
      y += 12;
    }
    svg.write(file, y);
  }

  /** Lines over amounts, which are set at equal distances. */
  static void lines(Path file, String title, List<String> amounts, List<Series> series)
      throws IOException {
    Svg svg = new Svg();
    double most = most(series) * 1.08;
    int top = svg.head(title, series);
    int height = 240;
    for (int grid = 0; grid <= 4; grid++) {
      int y = top + height - height * grid / 4;
      svg.add(
          "<line x1='60' x2='%d' y1='%d' y2='%d' stroke='#868e96' stroke-width='.4'/>%n",
          LEFT + WIDTH, y, y);
      svg.label(54, y + 4, "end", number(most * grid / 4));
    }
    int step = (LEFT + WIDTH - 120) / Math.max(1, amounts.size() - 1);
    for (int i = 0; i < amounts.size(); i++) {
      svg.label(80 + i * step, top + height + 18, "middle", amounts.get(i));
    }
    for (int s = 0; s < series.size(); s++) {
      StringBuilder points = new StringBuilder();
      for (int i = 0; i < amounts.size(); i++) {
        double value = series.get(s).values().get(i);
        if (!Double.isNaN(value)) {
          double y = top + height - value / most * height;
          points.append(String.format(Locale.ROOT, "%d,%.1f ", 80 + i * step, y));
          svg.add("<circle cx='%d' cy='%.1f' r='3' fill='%s'/>%n", 80 + i * step, y, colour(s));
        }
      }
      svg.add(
          "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>%n", points, colour(s));
    }
    svg.write(file, top + height + 28);
  }

  /** Title and legend; where the rest begins. */
  private int head(String title, List<Series> series) {
    add("<text x='10' y='20' font-weight='bold' fill='#868e96'>%s</text>%n", escaped(title));
    int x = 10;
    for (int s = 0; s < series.size(); s++) {
      add("<rect x='%d' y='32' width='12' height='12' fill='%s'/>%n", x, colour(s));
      label(x + 16, 42, "start", series.get(s).name());
      x += 32 + series.get(s).name().length() * 7;
    }
    return 58;
  }

  private static double most(List<Series> series) {
    return series.stream()
        .flatMap(s -> s.values().stream())
        .filter(v -> !Double.isNaN(v))
        .max(Double::compare)
        .orElse(1.0);
  }

  private static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }

  private void label(int x, int y, String anchor, String words) {
    add(
        "<text x='%d' y='%d' text-anchor='%s' fill='#868e96'>%s</text>%n",
        x, y, anchor, escaped(words));
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  private void write(Path file, int height) throws IOException {
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'"
                + " font-family='sans-serif' font-size='12'>%n%s</svg>%n",
            LEFT + WIDTH + 20,
            height,
            text));
  }
}

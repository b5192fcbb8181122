package io.stoker.config;

import io.stoker.api.Position;
import io.stoker.api.SectionKind;
import io.stoker.api.Slot;
import io.stoker.api.SlotValues;
import java.util.List;

/**
 * A section with what is said in it. Sections inside it (Files and If) stand in its values under
 * {@link #FILES} and {@link #IFS}, so that merging along the walk collects them.
 *
 * @param kind DIRECTORY, LOCATION, FILES, IF or PROXY
 * @param written the opening line as written: {@code <Directory "/srv">}
 * @param position its opening line
 * @param lines what the lines in it said, for those who ask
 */
public record Section(
    SectionKind kind,
    SectionMatcher matcher,
    SlotValues values,
    String written,
    Position position,
    List<Said> lines) {

  /** A section that no lines are known of. */
  public Section(
      SectionKind kind,
      SectionMatcher matcher,
      SlotValues values,
      String written,
      Position position) {
    this(kind, matcher, values, written, position, List.of());
  }

  /** Files sections in force, outermost first, each as often as it was merged in. */
  public static final Slot<List<Section>> FILES =
      Slot.directory("Files", List.of(), io.stoker.api.Core::append);

  /** If sections in force, in order. */
  public static final Slot<List<Section>> IFS =
      Slot.directory("If", List.of(), io.stoker.api.Core::append);

  /** Directory sections of a server, in httpd's order: by depth, regular expressions last. */
  public static final Slot<List<Section>> DIRECTORIES =
      Slot.server("Directory", List.of(), io.stoker.api.Core::append);

  /** Location sections of a server in the order of the file. */
  public static final Slot<List<Section>> LOCATIONS =
      Slot.server("Location", List.of(), io.stoker.api.Core::append);

  /** Proxy sections of a server in the order of the file. */
  public static final Slot<List<Section>> PROXIES =
      Slot.server("Proxy", List.of(), io.stoker.api.Core::append);
}

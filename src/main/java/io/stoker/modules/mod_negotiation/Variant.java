package io.stoker.modules.mod_negotiation;

import io.stoker.api.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the files, or bodies of a type map, to choose from, and how good it is for a request. */
final class Variant {

  // What it is.
  String file = "";
  @Nullable Exchange looked;
  @Nullable String body;
  String type = "";
  float sourceQuality;
  float level;
  String charset = "";
  List<String> languages = List.of();
  @Nullable String encoding;
  String description = "";
  long bytes = -1;

  // What the request says of it; see Qualities.
  float typeQuality = 1;
  float languageQuality = 1;
  float charsetQuality = 1;
  float encodingQuality = 1;
  float levelMatched;

  /** How well its type was matched: 1 by a full wildcard, 2 by a type's, 3 by name. */
  int typeMatch;

  /** Place in LanguagePriority, -1 where that does not count. */
  int languageRank = -1;

  /** Whether the client named all that it is; RFC 2296's "definite". */
  boolean definite = true;

  /** Takes over a media type with its parameters. */
  void describe(Accept mediaType) {
    type = mediaType.name();
    sourceQuality = mediaType.quality();
    level = mediaType.level();
    charset = mediaType.charset();
  }

  boolean isHtml() {
    return Accept.isHtml(type);
  }

  boolean isPlain() {
    return encoding == null
        || encoding.isEmpty()
        || encoding.equals("7bit")
        || encoding.equals("8bit")
        || encoding.equals("binary");
  }

  /** The languages with commas between; empty where there is none. */
  String languageList() {
    return String.join(",", languages);
  }
}

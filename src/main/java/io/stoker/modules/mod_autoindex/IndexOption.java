package io.stoker.modules.mod_autoindex;

import org.jspecify.annotations.Nullable;

/** The switches of IndexOptions. */
enum IndexOption {
  FANCY_INDEXING("FancyIndexing"),
  FOLDERS_FIRST("FoldersFirst"),
  HTML_TABLE("HTMLTable"),
  ICONS_ARE_LINKS("IconsAreLinks"),
  IGNORE_CASE("IgnoreCase"),
  IGNORE_CLIENT("IgnoreClient"),
  SCAN_HTML_TITLES("ScanHTMLTitles"),
  SUPPRESS_COLUMN_SORTING("SuppressColumnSorting"),
  SUPPRESS_DESCRIPTION("SuppressDescription"),
  SUPPRESS_HTML_PREAMBLE("SuppressHTMLPreamble"),
  SUPPRESS_ICON("SuppressIcon"),
  SUPPRESS_LAST_MODIFIED("SuppressLastModified"),
  SUPPRESS_SIZE("SuppressSize"),
  SUPPRESS_RULES("SuppressRules"),
  TRACK_MODIFIED("TrackModified"),
  VERSION_SORT("VersionSort"),
  XHTML("XHTML"),
  SHOW_FORBIDDEN("ShowForbidden"),
  ADD_ALT_CLASS("AddAltClass"),
  USE_OLD_DATE_FORMAT("UseOldDateFormat");

  private final String word;

  IndexOption(String word) {
    this.word = word;
  }

  static @Nullable IndexOption ofWord(String word) {
    for (IndexOption option : values()) {
      if (option.word.equalsIgnoreCase(word)) {
        return option;
      }
    }
    return null;
  }
}

package io.stoker.modules.mod_autoindex;

import io.stoker.http.Wildcards;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What AddIcon, AddAlt and their relatives say of files.
 *
 * @param kind what the pattern is for
 * @param pattern with wildcards
 * @param place files it is for: the path of the section, with a star behind
 * @param value icon or text
 */
record Item(Kind kind, String pattern, String place, String value) {

  enum Kind {
    NAME,
    TYPE,
    ENCODING
  }

  /** Stands for directories. */
  static final String DIRECTORY = "^^DIRECTORY^^";

  static final String BLANK_ICON = "^^BLANKICON^^";

  /** A file as patterns see it. */
  record Subject(String path, @Nullable String type, @Nullable String encoding) {

    /** A directory, or a name that only configurations use. */
    static Subject named(String path) {
      return new Subject(path, null, null);
    }
  }

  static Item of(Kind kind, String pattern, @Nullable String path, String value) {
    String whole =
        switch (kind) {
          case NAME -> name(pattern);
          case TYPE -> pattern;
          case ENCODING -> pattern.toLowerCase(java.util.Locale.ROOT);
        };
    return new Item(kind, whole, place(path), value);
  }

  /** {@code path} of a directive's section as a pattern for the files in it. */
  static String place(@Nullable String path) {
    return (path == null ? "" : path) + "*";
  }

  private static String name(String pattern) {
    String plain = pattern.equals("**DIRECTORY**") ? DIRECTORY : pattern;
    boolean wild = plain.indexOf('*') >= 0 || plain.indexOf('?') >= 0;
    return wild ? plain : "*" + plain;
  }

  /** The value of the first that matches, or null. */
  static @Nullable String find(List<Item> items, Subject subject) {
    for (Item item : items) {
      if (item.matches(subject)) {
        return item.value;
      }
    }
    return null;
  }

  private boolean matches(Subject s) {
    boolean special = s.path.startsWith("^");
    if (!special && !Wildcards.matches(place, s.path)) {
      return false;
    }
    return switch (kind) {
      case NAME -> Wildcards.matches(pattern, s.path);
      case TYPE ->
          s.encoding == null && s.type != null && Wildcards.matchesIgnoringCase(pattern, s.type);
      case ENCODING -> s.encoding != null && Wildcards.matchesIgnoringCase(pattern, s.encoding);
    };
  }
}

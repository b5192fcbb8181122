package io.stoker.modules.mod_negotiation;

import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.NameParts;
import io.stoker.files.DirectoryListing;
import io.stoker.files.FileInfo;
import io.stoker.files.FileKind;
import io.stoker.files.Lookup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for files whose names begin with a name that does not exist. */
final class MultiViews {

  private static final LogMessage UNREADABLE =
      LogMessage.error("negotiation", "AH00686", "cannot read directory for multi: %s");
  private static final LogMessage NONE_FITS =
      LogMessage.error(
          "negotiation",
          "AH00687",
          "Negotiation: discovered file(s) matching request: %s (None could be negotiated).");

  private static final String SCRIPT_TYPE = "application/x-httpd-cgi";

  private final Exchange x;
  private final String directory;
  private final String name;
  private boolean anyMatch;

  MultiViews(Exchange x, String filename) {
    this.x = x;
    int slash = filename.lastIndexOf('/');
    directory = filename.substring(0, slash + 1);
    name = filename.substring(slash + 1);
  }

  Found scan() {
    List<String> names = new ArrayList<>();
    FileInfo info;
    try (DirectoryListing listing = x.files().list(directory)) {
      info = listing.directory();
      while (listing.hasNext()) {
        DirectoryListing.Entry entry = listing.next();
        if (entry.kind() != FileKind.DIRECTORY && entry.name().startsWith(name + ".")) {
          names.add(entry.name());
        }
      }
    } catch (IOException e) {
      x.log(e, UNREADABLE, directory);
      return new Found.Failed(403);
    }
    names.sort(Comparator.naturalOrder());
    return choose(names, info);
  }

  private Found choose(List<String> names, FileInfo info) {
    anyMatch = !names.isEmpty();
    List<Variant> variants = new ArrayList<>();
    for (String file : names) {
      Exchange looked = x.lookupFile(directory + file);
      if (!isEligible(looked)) {
        continue;
      }
      if (ModNegotiation.isTypeMap(looked)) {
        return new Found.Map(looked);
      }
      variants.add(variant(file, looked));
    }
    if (anyMatch && variants.isEmpty()) {
      x.log(NONE_FITS, directory + name);
      return new Found.Failed(404);
    }
    // Stable: files of one quality stay in order of their names.
    variants.sort(Comparator.comparingDouble((Variant v) -> v.sourceQuality).reversed());
    return new Found.Variants(variants, '"' + Long.toHexString(info.modifiedMicros()) + '"');
  }

  private boolean isEligible(Exchange looked) {
    FileInfo file = looked.file();
    if (file == null || !file.isRegular()) {
      return false;
    }
    if (looked.handler() != null && looked.contentType() == null) {
      looked.contentType(SCRIPT_TYPE);
    }
    List<String> unclaimed = looked.get(NameParts.UNCLAIMED);
    return unclaimed != null
        && namesAll(unclaimed)
        && looked.status() == 200
        && looked.contentType() != null;
  }

  /** Whether the request names, in order, every part of a file's name that nobody knows. */
  private boolean namesAll(List<String> unclaimed) {
    int found = 0;
    for (String part : name.split("\\.", -1)) {
      if (found < unclaimed.size() && part.equals(unclaimed.get(found))) {
        found++;
      }
    }
    return found == unclaimed.size();
  }

  private static Variant variant(String file, Exchange looked) {
    Variant v = new Variant();
    v.looked = looked;
    v.file = file;
    v.encoding = looked.contentEncoding();
    v.languages = looked.contentLanguages();
    String type = looked.contentType();
    v.describe(Accept.first(type == null ? "" : type));
    return v;
  }

  /** The length of a file beside the request's own, or -1. */
  static long length(Exchange x, String filename, Variant v) {
    if (v.bytes < 0) {
      FileInfo file = v.looked == null ? null : v.looked.file();
      v.bytes = file == null ? statLength(x, filename, v) : file.size();
    }
    return v.bytes;
  }

  private static long statLength(Exchange x, String filename, Variant v) {
    String path = filename.substring(0, filename.lastIndexOf('/') + 1) + v.file;
    return x.files().stat(path) instanceof Lookup.Found(FileInfo info) ? info.size() : -1;
  }
}

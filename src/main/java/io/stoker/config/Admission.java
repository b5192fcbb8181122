package io.stoker.config;

import io.stoker.api.Cmd.EnclosingSection;
import io.stoker.api.DirectiveException;
import io.stoker.api.OverrideClass;
import io.stoker.api.SectionKind;
import io.stoker.api.Where;
import java.util.Set;

/** Whether a directive may stand where it stands, in httpd's words when it may not. */
final class Admission {

  private Admission() {}

  /** Whether the directive may stand in such a place at all; it is asked first. */
  static void check(Modules.Entry entry, Place place) throws DirectiveException {
    Set<Where> contexts = entry.contexts();
    boolean global = contexts.contains(Where.SERVER) || contexts.contains(Where.VHOST);
    switch (place.where()) {
      case HTACCESS -> htaccess(entry, place);
      case DIRECTORY -> {
        if (!contexts.contains(Where.DIRECTORY)) {
          EnclosingSection around = place.enclosing().getLast();
          throw new DirectiveException(
              entry.name() + " not allowed in <" + around.name() + "> context");
        }
      }
      case SERVER, VHOST -> {
        if (!global) {
          String where =
              place.enclosing().isEmpty()
                  ? "here"
                  : "in <" + place.enclosing().getLast().name() + "> context";
          throw new DirectiveException(entry.name() + " not allowed " + where);
        }
      }
    }
    if (place.admitted() != null && !isAdmitted(entry, place)) {
      throw new DirectiveException(
          entry.name() + " not allowed in <" + place.enclosing().getLast().name() + "> context");
    }
  }

  /** What the directive itself has against its place; it is asked once its arguments are there. */
  static void checkSections(Modules.Entry entry, Place place) throws DirectiveException {
    if (place.where() == Where.VHOST
        && !entry.contexts().contains(Where.VHOST)
        && entry.rejectedInVirtualHost()) {
      throw within(entry, "<VirtualHost> section");
    }
    sections(entry, place);
  }

  /** What is for Directory sections alone has no class; it fits what is read apart from them. */
  private static boolean isAdmitted(Modules.Entry entry, Place place) {
    Set<OverrideClass> classes = entry.overrides();
    return classes.contains(place.admitted())
        || classes.contains(OverrideClass.ANY)
        || classes.isEmpty() && place.path() == null;
  }

  private static void htaccess(Modules.Entry entry, Place place) throws DirectiveException {
    Grant grant = place.grant();
    if (grant == null || !entry.contexts().contains(Where.HTACCESS) || !grant.permits(entry)) {
      throw new DirectiveException(entry.name() + " not allowed here");
    }
  }

  private static void sections(Modules.Entry entry, Place place) throws DirectiveException {
    Set<SectionKind> refused = entry.directive().notIn();
    if (refused.isEmpty()) {
      return;
    }
    if (place.limit() != null && refused.contains(SectionKind.LIMIT)) {
      throw within(entry, "<Limit> or <LimitExcept> section");
    }
    EnclosingSection found = null;
    for (EnclosingSection section : place.enclosing()) {
      if (isRefused(refused, section.kind())) {
        found = section;
      }
    }
    if (found != null) {
      throw within(entry, "<" + found.name() + "> section");
    }
  }

  private static boolean isRefused(Set<SectionKind> refused, SectionKind kind) {
    // What is refused in Files is refused in If, which httpd counts with them.
    return refused.contains(kind == SectionKind.IF ? SectionKind.FILES : kind)
        || (refused.contains(kind) && kind != SectionKind.LIMIT);
  }

  private static DirectiveException within(Modules.Entry entry, String what) {
    return new DirectiveException(entry.tag() + " cannot occur within " + what);
  }
}

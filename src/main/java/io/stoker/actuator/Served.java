package io.stoker.actuator;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ServedConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Where endpoints find what is being served. */
final class Served {

  private Served() {}

  /** The configuration; null where there is no content plane or it never served. */
  static @Nullable ServedConfiguration by(ObjectProvider<ContentPlane> planes) {
    ContentPlane plane = planes.getIfAvailable();
    return plane == null ? null : plane.configuration();
  }
}

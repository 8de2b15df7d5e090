package io.tidemark.position.stage;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Holds a stored record to what its components say: one that may not be null has to be there. A
 * document of another version would otherwise be read with holes that show only when they hurt.
 */
final class RequiredComponents extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
    if (member instanceof AnnotatedParameter parameter
        && components != null
        && parameter.getOwner().getParameterCount() == components.length) {
      RecordComponent component = components[parameter.getIndex()];
      return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
    return super.hasRequiredMarker(config, member);
  }
}

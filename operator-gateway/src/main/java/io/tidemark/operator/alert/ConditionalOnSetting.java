package io.tidemark.operator.alert;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** For what is there only if a setting is given, and not blank. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnSetting.Given.class)
public @interface ConditionalOnSetting {

  /** The setting's key. */
  String value();

  /** Looks whether it is given. */
  final class Given implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      Object key =
          metadata.getAnnotations().get(ConditionalOnSetting.class).getValue("value").orElseThrow();
      String value = context.getEnvironment().getProperty(String.valueOf(key));
      return value != null && !value.isBlank();
    }
  }
}

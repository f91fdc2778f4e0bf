package org.cairn.app.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * What Spring Security does for every page: CSRF tokens and headers. Who may do what is the {@link
 * Gate}'s.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
  /** Nothing from elsewhere, nothing written into a page; workers and pictures of our own. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self';"
          + " manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  /**
   * What a provider sends to say that a session is over: no browser sends it and no cookie counts
   * there, since it is known by its signature. The only form that needs no token.
   */
  static final String SIGNED_BY_ITSELF = "/sign-in/oidc/{provider}/logout";

  @Bean
  SecurityFilterChain filters(
      HttpSecurity http, Viewers viewers, ReadOnlyMode mode, BrowserCookie browser)
      throws Exception {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(csrf ->
            csrf.csrfTokenRepository(new FormTokens(browser))
                .ignoringRequestMatchers(
                    PathPatternRequestMatcher.pathPattern(HttpMethod.POST, SIGNED_BY_ITSELF)))
        .exceptionHandling(
            handling -> handling.accessDeniedHandler(new StaleForms(new Frames(viewers, mode))))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                    policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()"))
                .crossOriginOpenerPolicy(Customizer.withDefaults())
                .frameOptions(frames -> frames.deny()))
        .build();
  }
}

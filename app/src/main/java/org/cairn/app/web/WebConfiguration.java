package org.cairn.app.web;

import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.catalina.valves.ErrorReportValve;
import org.cairn.app.web.api.ApiConfiguration;
import org.cairn.app.web.api.ApiInterceptor;
import org.cairn.app.web.assess.AssessConfiguration;
import org.cairn.app.web.casework.CaseworkConfiguration;
import org.cairn.app.web.map.MapConfiguration;
import org.cairn.app.web.news.NewsConfiguration;
import org.cairn.app.web.ogc.OgcConfiguration;
import org.cairn.app.web.open.OpenFiles;
import org.cairn.app.web.open.OpenServlet;
import org.cairn.app.web.ops.OpsConfiguration;
import org.cairn.app.web.people.PeopleConfiguration;
import org.cairn.app.web.place.PlaceConfiguration;
import org.cairn.app.web.review.ReviewConfiguration;
import org.cairn.app.web.runs.RunsConfiguration;
import org.cairn.app.web.stac.StacConfiguration;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How the server is put together. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@Import({
  SecurityConfiguration.class,
  ApiConfiguration.class,
  Assets.class,
  FrontPages.class,
  PeopleConfiguration.class,
  MapConfiguration.class,
  PlaceConfiguration.class,
  AssessConfiguration.class,
  CaseworkConfiguration.class,
  ReviewConfiguration.class,
  StacConfiguration.class,
  OgcConfiguration.class,
  NewsConfiguration.class,
  OpsConfiguration.class,
  RunsConfiguration.class
})
class WebConfiguration implements WebMvcConfigurer {
  /** Connections at the same time; more wait to be taken. */
  private static final int MAX_CONNECTIONS = 512;

  /** Of a form without files. */
  private static final int MAX_FORM_BYTES = 2 << 20;

  /**
   * Of a form with files; each page has a smaller limit of its own, which it can tell: of a form
   * that is larger than this not even the token is read.
   */
  private static final int MAX_FILES_BYTES = 16 << 20;

  private static final int FILE_BYTES_IN_MEMORY = 1 << 20;

  /** Of what is kept in memory: steps of signing in, and what waits for a passkey. */
  private static final Duration STEPS = Duration.ofMinutes(15);

  private final Frames frames;
  private final ReadOnlyMode mode;
  private final ApiInterceptor programs;

  WebConfiguration(Viewers viewers, ReadOnlyMode mode, ApiInterceptor programs) {
    this.programs = programs;
    this.frames = new Frames(viewers, mode);
    this.mode = mode;
  }

  @Bean
  TomcatServletWebServerFactory tomcat(WebServer.Place place, Workspace workspace)
      throws IOException, RefusedException {
    TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(place.port());
    tomcat.setAddress(place.listen());
    tomcat.setRegisterDefaultServlet(false);
    boolean secure = isSecure(workspace);
    tomcat.getSettings().getSession().setTimeout(STEPS);
    tomcat
        .getSettings()
        .getSession()
        .getCookie()
        .setName(BrowserCookie.name(secure, "cairn-steps"));
    tomcat.getSettings().getSession().getCookie().setPath("/");
    tomcat.getSettings().getSession().getCookie().setHttpOnly(true);
    tomcat
        .getSettings()
        .getSession()
        .getCookie()
        .setSameSite(org.springframework.boot.web.server.Cookie.SameSite.LAX);
    tomcat.getSettings().getSession().getCookie().setSecure(secure);
    tomcat.addConnectorCustomizers(connector -> {
      connector.setProperty("maxConnections", Integer.toString(MAX_CONNECTIONS));
      connector.setProperty("connectionTimeout", Long.toString(place.patience().toMillis()));
      connector.setProperty("compression", "on");
      connector.setProperty("compressionMinSize", "1024");
      connector.setProperty(
          "compressibleMimeType",
          "text/html,text/css,text/javascript,application/json,application/geo+json,"
              + "application/vnd.mapbox-vector-tile,image/svg+xml,text/plain");
      connector.setMaxPostSize(MAX_FORM_BYTES);
      connector.setXpoweredBy(false);
    });
    // Browsers send forms as the page is written, and do not say so.
    tomcat.addContextCustomizers(context -> context.setRequestCharacterEncoding("UTF-8"));
    // What Tomcat itself refuses gets no more than a status: no trace, no version.
    tomcat.addContextCustomizers(context -> {
      ErrorReportValve report = new ErrorReportValve();
      report.setShowReport(false);
      report.setShowServerInfo(false);
      context.getParent().getPipeline().addValve(report);
    });
    tomcat.addProtocolHandlerCustomizers(
        protocol -> protocol.setExecutor(Executors.newVirtualThreadPerTaskExecutor()));
    return tomcat;
  }

  private static boolean isSecure(Workspace workspace) throws IOException, RefusedException {
    return workspace
        .webSettings()
        .address()
        .map(URI::getScheme)
        .filter("https"::equals)
        .isPresent();
  }

  /** Of no instance: what this class is made with needs it. */
  @Bean
  static BrowserCookie browserCookie(Workspace workspace) throws IOException, RefusedException {
    return new BrowserCookie(isSecure(workspace), new SecureRandom());
  }

  @Bean
  DispatcherServlet dispatcherServlet(GenericWebApplicationContext context) {
    return new DispatcherServlet(context);
  }

  @Bean
  ServletRegistrationBean<DispatcherServlet> pages(DispatcherServlet dispatcher) {
    ServletRegistrationBean<DispatcherServlet> pages =
        new ServletRegistrationBean<>(dispatcher, "/");
    pages.setName("pages");
    pages.setMultipartConfig(
        new MultipartConfigElement("", -1, MAX_FILES_BYTES, FILE_BYTES_IN_MEMORY));
    return pages;
  }

  /** Before any filter: what is public needs no session. */
  @Bean
  ServletRegistrationBean<OpenServlet> openFiles(OpenFiles files) {
    ServletRegistrationBean<OpenServlet> open =
        new ServletRegistrationBean<>(new OpenServlet(files), OpenFiles.patterns());
    open.setName("open");
    return open;
  }

  @Bean
  DelegatingFilterProxyRegistrationBean security() {
    DelegatingFilterProxyRegistrationBean filter =
        new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    filter.addServletNames("pages");
    return filter;
  }

  @Bean
  Registers registers(Workspace workspace, ReadOnlyMode mode) {
    return new Registers(workspace, mode);
  }

  @Bean
  Desk desk(Workspace workspace, Clock clock) {
    return new Desk(workspace, clock);
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(new Gate(frames));
    interceptors.addInterceptor(new HeldBack(frames, mode));
    interceptors.addInterceptor(programs);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(frames);
  }

  @Override
  public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
    handlers.add(new AnswerWriter());
  }

  @Override
  public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
    resolvers.add(new Failures(frames, mode));
  }
}

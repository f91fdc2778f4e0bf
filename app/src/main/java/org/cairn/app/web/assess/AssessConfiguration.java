package org.cairn.app.web.assess;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of this package. */
@Configuration(proxyBeanMethods = false)
@Import({AssessPages.class, AssessmentsPages.class, Grounds.class})
public class AssessConfiguration {}

/** The server as a process of its own, and a hundred people who are signed in to it. */
@org.jspecify.annotations.NullMarked
package org.cairn.benchmarks.web;

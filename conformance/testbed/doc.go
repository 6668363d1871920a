// Package testbed joins a provider and a sender for the suite: one simulator and
// one sender service for all scenarios, with nothing but the wire between them.
// Each scenario brings its own world and its own authorities.
package testbed

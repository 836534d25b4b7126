/**
 * What an operator can set: the keys with their defaults and bounds, and how files and environment are read. Wrong
 * configuration ends in a {@link io.cardferry.configuration.ConfigurationException} of one line.
 */
package io.cardferry.configuration;

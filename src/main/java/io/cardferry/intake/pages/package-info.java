/** The pages that describe the API: its OpenAPI document for machines, and a viewer that shows it to people. */
package io.cardferry.intake.pages;

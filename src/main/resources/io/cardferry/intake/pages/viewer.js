// A file of its own, because the page's content security policy allows no script inside the page.
SwaggerUIBundle({
  dom_id: "#viewer",
  url: "../openapi.yaml",
  // Else the viewer would have the document checked by a server of its makers.
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
});

/** Charts of the trends page. Each chart's figures also stand in a table below it. */

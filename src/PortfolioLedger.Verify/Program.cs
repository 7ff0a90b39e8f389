using PortfolioLedger.Verify.Commands;

return await CommandLine.RunAsync(args);

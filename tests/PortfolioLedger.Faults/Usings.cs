global using PortfolioLedger.Tests;
global using PortfolioLedger.Tests.Journaling;

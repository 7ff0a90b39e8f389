namespace PortfolioLedger.Cli;

/// <summary>What the verbs of the command line need beside the ledger.</summary>
internal static class VerbSetup
{
    public static void AddVerbs(this IServiceCollection services)
    {
        services.AddSingleton<ImportVerb>();
        services.AddSingleton<ReversalVerb>();
        services.AddSingleton<ImportsVerb>();
        services.AddSingleton<EraseVerb>();
        services.AddSingleton<ExportVerb>();
        services.AddSingleton<ReplayVerb>();
        services.AddSingleton<ExplainVerb>();
        services.AddSingleton<ReportVerb>();
        services.AddSingleton<WhatIfVerb>();
        services.AddSingleton<OptimiseVerb>();
        services.AddSingleton<FrontierVerb>();
        services.AddSingleton<EvidenceVerb>();
        services.AddSingleton<VerifyVerb>();
        services.AddSingleton<LogVerb>();
        services.AddSingleton<TokenVerb>();
    }
}

namespace PortfolioLedger.Audit;

/// <summary>What the audit stream consists of.</summary>
internal static class AuditSetup
{
    /// <summary>Adds the stream and its access log.</summary>
    public static void AddAuditTrail(this IServiceCollection services)
    {
        services.AddSingleton<AuditTable>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<IAuditTrail>(sp => sp.GetRequiredService<AuditTrail>());
        services.AddHostedService(sp => sp.GetRequiredService<AuditTrail>());
    }
}

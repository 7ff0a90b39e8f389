namespace PortfolioLedger.Doctor;

/// <summary>What looks for faults of a ledger.</summary>
internal static class DoctorSetup
{
    public static void AddDoctor(this IServiceCollection services) =>
        services.AddSingleton<LedgerDiagnostics>();
}

using System.Runtime.CompilerServices;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Tests.Projections;

/// <summary>Hosts of tests leave the read models alone unless a test is about them.</summary>
internal static class FollowOnlyWhereAsked
{
    [ModuleInitializer]
    internal static void SwitchOff() => Environment.SetEnvironmentVariable(
        ReadModelSetup.FollowSetting.Replace(":", "__", StringComparison.Ordinal), "false");
}

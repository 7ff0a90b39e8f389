using System.Runtime.CompilerServices;
using PortfolioLedger.Messaging;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Tests.Projections;

/// <summary>Hosts of tests neither follow nor send unless a test is about that.</summary>
internal static class FollowOnlyWhereAsked
{
    [ModuleInitializer]
    internal static void SwitchOff()
    {
        foreach (
            var setting in (string[])[ReadModelSetup.FollowSetting, MessagingSettings.RunSetting]
        )
            Environment.SetEnvironmentVariable(
                setting.Replace(":", "__", StringComparison.Ordinal), "false");
    }
}

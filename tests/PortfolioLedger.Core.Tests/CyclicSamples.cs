// Folders that know each other, one of them in a folder below it.
#pragma warning disable IDE0130
namespace PortfolioLedger.Core.Tests.CyclicSamples.Here
{
    internal sealed record First(There.Below.Second? Second);
}

namespace PortfolioLedger.Core.Tests.CyclicSamples.There.Below
{
    internal sealed record Second(Here.First? First);
}

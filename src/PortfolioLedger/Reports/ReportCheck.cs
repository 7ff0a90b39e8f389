using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Http.Commands;

namespace PortfolioLedger.Reports;

/// <summary>A report asks for a view that there is, with parameters that the view takes.</summary>
internal sealed class ReportCheck : ICommandCheck
{
    public ValueTask<ImmutableArray<FieldFault>> FaultsAsync(
        ICommand command,
        CancellationToken cancel
    ) =>
        new(
            command is IDefinesReport report
                ? [.. ReportDefinitionFaults.From(report.Definition)]
                : []
        );
}

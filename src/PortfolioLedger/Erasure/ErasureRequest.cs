using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Privacy;

namespace PortfolioLedger.Erasure;

/// <summary>Whose words are erased for good, and why.</summary>
/// <param name="Subject"><c>feedback/&lt;key&gt;</c> or <c>stakeholder/&lt;key&gt;</c>.</param>
/// <param name="Reason">
/// Why, at least ten characters. It stays in the journal for ever: do not repeat the words, and
/// name no person.
/// </param>
/// <param name="Positions">
/// Only the texts that the events at these positions recorded, as a dry run lists them; every text
/// of the subject if absent.
/// </param>
internal sealed record ErasureRequest(
    Subject Subject, string Reason, ImmutableArray<long>? Positions = null) : IChecked
{
    /// <summary>A body that is right as it stands.</summary>
    public const string Example =
        """{"subject":"feedback/fb-12","reason":"The customer asked for it in writing"}""";

    /// <summary>What the journal decides.</summary>
    public ErasePersonalTexts Command() => new(Subject, Reason, Positions);

    public IEnumerable<FieldFault> Faults() => Command().Faults();
}

using System.Collections.Immutable;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Recording;

/// <summary>One command in the list of all.</summary>
/// <param name="Name">Of the command in words.</param>
/// <param name="Summary">What it records.</param>
/// <param name="Role">Who may.</param>
/// <param name="Address">Of its form, or of the choice of what it is about.</param>
/// <param name="MayRecord">Whether who looks at it may.</param>
public sealed record RecordEntry(
    string Name, string? Summary, string Role, string Address, bool MayRecord);

/// <summary>What can be recorded.</summary>
/// <param name="Groups">By what it is about.</param>
/// <param name="About">The thing it is to be about; null for any.</param>
/// <param name="Target">Where forms go.</param>
/// <param name="Obstacle">Why nothing can be recorded here; null where it can.</param>
public sealed record RecordListModel(
    ImmutableArray<(string Name, ImmutableArray<RecordEntry> Entries)> Groups,
    (string Subject, string Name)? About, RecordTarget Target, string? Obstacle);

/// <summary>Which thing a command is to be about.</summary>
/// <param name="Command">Its name in the address.</param>
/// <param name="Summary">What it records.</param>
/// <param name="Choices">The kind of each key, its name in the address, what there is.</param>
/// <param name="Target">Where the form goes.</param>
public sealed record RecordChoiceModel(
    string Command, string? Summary,
    ImmutableArray<(string Name, string Label, ImmutableArray<(string Key, string Name)> Things)>
        Choices,
    RecordTarget Target);

/// <summary>The form of a command.</summary>
/// <param name="Path">Of the command, below the portfolio.</param>
/// <param name="Summary">What it records.</param>
/// <param name="About">Of which things: their pages and names.</param>
/// <param name="Form">To fill in.</param>
/// <param name="Token">HTML that proves where the form comes from.</param>
/// <param name="Submission">The idempotency key of this form.</param>
/// <param name="Obstacle">Why it cannot be sent; null where it can.</param>
/// <param name="Problem">Why it was not recorded; null where it was not sent.</param>
/// <param name="Meanwhile">What happened to the thing since the form was opened.</param>
/// <param name="Effect">What it would move; null where that was not asked.</param>
/// <param name="OnBehalfOf">For whom it is recorded.</param>
/// <param name="Methods">Other ways to fill it in: name and address.</param>
/// <param name="Target">Where forms go.</param>
public sealed record RecordFormModel(
    string Path, string? Summary, ImmutableArray<(string Address, string Name)> About,
    FormModel Form, string Token, string Submission, string? Obstacle, string? Problem,
    ImmutableArray<TimelineItem> Meanwhile, ImmutableArray<string>? Effect, string OnBehalfOf,
    ImmutableArray<(string Name, string Address)> Methods, RecordTarget Target);

/// <summary>What was recorded.</summary>
/// <param name="Items">The events, newest first.</param>
/// <param name="Secret">What only this page shows; null for nothing.</param>
/// <param name="Links">Of the portfolio.</param>
public sealed record RecordedModel(
    ImmutableArray<TimelineItem> Items, string? Secret, PageLinks Links);

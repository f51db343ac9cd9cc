using System.Text;
using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Dns;
using ActiveRecording.Domain.MediaServers;
using ActiveRecording.Domain.RecorderPools;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.MediaServer.RecordingSessions;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.Rooms.Tests.Frozen;

public sealed class Everything_ever_written
{
    private static readonly IFrozenKind[] Kinds =
    [
        new FrozenKind<SwitchedCall, SwitchedCallState, SwitchedCallCommand, CallEvent, SwitchedCallEffect>(
            "call", SwitchedCallJournal.Codec(),
            [.. JournalCodec<CallEvent>.TypesOf<CallEvent>(), .. TypesOf<SwitchedCall, CallEvent>()]),
        new FrozenKind<DnDecider, DnState, DnCommand, DnEvent, DnEffect>(
            "dn", new JournalCodec<DnEvent>(DnJournal.Default), TypesOf<DnDecider, DnEvent>()),
        new FrozenKind<MediaServerDecider, MediaServerState, MediaServerCommand, MediaServerEvent, MediaServerEffect>(
            "media-server", new JournalCodec<MediaServerEvent>(MediaServerJournal.Default), TypesOf<MediaServerDecider, MediaServerEvent>()),
        new FrozenKind<RecorderPoolDecider, RecorderPoolState, RecorderPoolCommand, RecorderPoolEvent, RecorderPoolEffect>(
            "recorder-pool", new JournalCodec<RecorderPoolEvent>(RecorderPoolJournal.Default), TypesOf<RecorderPoolDecider, RecorderPoolEvent>()),
        new FrozenKind<RecordingDialogDecider, RecordingDialogState, RecordingDialogCommand, object, RecordingDialogEffect>(
            "recording-session", RecordingDialogJournal.Codec(),
            [.. JournalCodec<object>.TypesOf<RecordingSessionEvent>(), typeof(RecorderRequestSent), typeof(RecorderDialogChanged)]),
        new FrozenKind<RecordingDecider, RecordingState, RecordingCommand, RecordingEvent, RecordingEffect>(
            "recording", new JournalCodec<RecordingEvent>(RecordingJournal.Default), TypesOf<RecordingDecider, RecordingEvent>()),
    ];

    public static TheoryData<string> Categories => [.. Kinds.Select(kind => kind.Category)];

    [Theory]
    [MemberData(nameof(Categories))]
    public async Task Is_replayed(string category)
    {
        var kind = KindOf(category);
        foreach (var stream in FrozenFile.Streams(category))
        {
            var replayed = await kind.ReplayAsync(stream);
            Assert.Equal((null, stream.Count), (replayed!.Flaw, replayed.Sequence));
        }
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void Is_written_again_as_it_was(string category) => Assert.All(
        FrozenFile.Streams(category).SelectMany(stream => stream),
        stored => Assert.Equal(
            Encoding.UTF8.GetString(stored.Payload.Span), Encoding.UTF8.GetString(KindOf(category).Rewrite(stored).Payload.Span)));

    [Theory]
    [MemberData(nameof(Categories))]
    public void Has_a_frozen_line_for_every_version_of_every_event(string category) => Assert.Equal(
        KindOf(category).Events.Distinct().Order(StringComparer.Ordinal), NamesIn(category));

    [Fact]
    public void Is_of_a_kind_that_is_frozen() => Assert.Equal(
        JournalNames.All, Kinds.SelectMany(kind => kind.Events).Distinct().Concat(NamesIn("snapshots")).Order(StringComparer.Ordinal));

    [Fact]
    public void Has_a_frozen_line_for_every_form_of_a_snapshot() =>
        Assert.Equal(JournalNames.All.Where(JournalNames.IsSnapshot), NamesIn("snapshots"));

    private static IFrozenKind KindOf(string category) => Kinds.Single(kind => kind.Category == category);

    private static IEnumerable<string> NamesIn(string category) =>
        FrozenFile.Streams(category).SelectMany(stream => stream).Select(JournalNames.Of).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The events in the assembly that a behaviour is in.</summary>
    private static IEnumerable<Type> TypesOf<TDecider, TEvent>() => typeof(TDecider).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(TEvent)));
}

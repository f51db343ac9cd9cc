using System.Runtime.InteropServices;

namespace ActiveRecording.Host.Media;

/// <summary>
/// What a media process knows of the node that started it: while the node lives, standard input is open. A Ctrl-C is for the node, which ends
/// calls before what carries them, so the media process has a process group of its own.
/// </summary>
internal static partial class ParentWatch
{
    /// <summary>Leaves the node's process group; where there are none nothing happens.</summary>
    public static void LeaveGroup()
    {
        if (!OperatingSystem.IsWindows()) _ = SetProcessGroup(0, 0);
    }

    /// <summary>Calls back once the node has closed standard input, or is gone.</summary>
    public static void OnEnd(Action ended)
    {
        var thread = new Thread(() =>
        {
            using var input = System.Console.OpenStandardInput();
            Span<byte> nothing = stackalloc byte[64];
            while (input.Read(nothing) > 0)
            {
            }

            ended();
        })
        {
            IsBackground = true,
            Name = "parent-watch",
        };
        thread.Start();
    }

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetProcessGroup(int process, int group);
}

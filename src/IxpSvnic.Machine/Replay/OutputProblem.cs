namespace IxpSvnic.Machine.Replay;

/// <summary>Says which option asked for an output that cannot be written.</summary>
internal static class OutputProblem
{
    public static T Named<T>(string option, string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ReplayOptionException($"{option}: '{path}' cannot be written: {e.Message}");
        }
    }
}

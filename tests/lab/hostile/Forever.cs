namespace Hostile;

internal static class Forever
{
    public static T Block<T>()
    {
        Thread.Sleep(Timeout.Infinite);
        throw new InvalidOperationException("for ever is over");
    }
}

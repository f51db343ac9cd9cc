using System.Runtime.CompilerServices;

// Everything handed to the kernel is blittable.
[assembly: DisableRuntimeMarshalling]

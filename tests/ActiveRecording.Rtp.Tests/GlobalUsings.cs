global using ActiveRecording.Rtp.DataPlane;
